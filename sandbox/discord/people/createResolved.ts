import type { FileStore } from '../cdn/createFileStore.ts'
import { isObject, type JsonObject } from '../json.ts'
import { describeAttachment } from '../messages/describeMessage.ts'
import { describeEveryone, describeMember, describeUser } from '../world/describeWorld.ts'
import type { ChannelRecord, World } from '../world/world.ts'
import type { ChosenFile } from './optionValue.ts'

/** Collects the `resolved` of an event: what stands behind the ids in its values. */
export interface Resolved {
  /** Uploads the file; its id is the value. */
  addFile(file: ChosenFile): Promise<string>
  /** A person, a channel or a role; ids that mean nothing are left out. */
  addReference(id: string): void
  /** `{ resolved }`, or nothing where nothing was collected. */
  describe(): JsonObject
}

/** @see https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-resolved-data-structure */
export function createResolved({
  world,
  files,
  channel,
}: {
  world: World
  files: FileStore
  channel: ChannelRecord
}): Resolved {
  const resolved: Record<string, JsonObject> = {}

  function add(kind: string, id: string, entry: JsonObject): void {
    resolved[kind] = { ...(isObject(resolved[kind]) ? resolved[kind] : {}), [id]: entry }
  }

  return {
    async addFile(file) {
      const attachment = await files.add({
        filename: file.name,
        bytes: Buffer.from(file.bytes),
        contentType: file.contentType,
        isEphemeral: true,
        folder: world.application.id,
      })
      add('attachments', attachment.id, { ...describeAttachment(attachment), ...lies(file) })
      return attachment.id
    },
    addReference(id) {
      const user = world.users.get(id)
      const mentioned = world.channels.get(id)
      const guild = world.guilds.get(id)
      if (user !== undefined) {
        add('users', id, describeUser(user))
        if (channel.guild !== undefined) {
          add('members', id, { ...describeMember(channel.guild.joinedAt), permissions: '0' })
        }
      } else if (mentioned !== undefined) {
        add('channels', id, { id, type: mentioned.type, name: mentioned.name, permissions: '0' })
      } else if (guild !== undefined) {
        // The only role of the played guilds has their id, as @everyone has everywhere.
        add('roles', id, describeEveryone(guild))
      }
    },
    describe: () => (Object.keys(resolved).length === 0 ? {} : { resolved }),
  }
}

const lies = ({ url, size }: ChosenFile): JsonObject => ({
  ...(url === undefined ? {} : { url, proxy_url: url }),
  ...(size === undefined ? {} : { size }),
})
