import type { FileStore } from '../cdn/fileStore.ts'
import { channelTypes, permissions } from '../flags.ts'
import type { InteractionRecord } from '../interactions/createInteractions.ts'
import { isObject, type JsonObject } from '../json.ts'
import { describeAttachment } from '../messages/describeMessage.ts'
import {
  describeBot,
  describeChannel,
  describeEveryone,
  describeMember,
  describeRole,
  describeUser,
} from '../world/describeWorld.ts'
import type { ChannelRecord, UserRecord, World } from '../world/world.ts'
import type { ChosenFile } from './values.ts'

/** Where an interaction takes place: a guild, the bot's direct messages, or other people's. */
const contexts = { guild: 0, botDirect: 1, privateChannel: 2 } as const

export function contextOf(channel: ChannelRecord): number {
  if (channel.guild !== undefined) return contexts.guild
  return channel.type === channelTypes.direct ? contexts.botDirect : contexts.privateChannel
}

/** What an app may do that only its user brought along. */
const userInstallPermissions =
  permissions.embedLinks | permissions.attachFiles | permissions.mentionEveryone | permissions.useExternalEmojis

/** The data of INTERACTION_CREATE. @see https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object */
export function describeInteraction(
  interaction: InteractionRecord,
  world: World,
  details: { memberPermissions: bigint; data: JsonObject; message?: JsonObject | undefined },
): JsonObject {
  const { channel, user } = interaction
  const { guild } = channel
  const { memberPermissions, data, message } = details
  // Interactions tell the truth about a channel even where the bot cannot see it.
  const place = describeChannel({ ...channel, isHidden: false }, world.application)
  delete place.permission_overwrites
  const described: JsonObject = {
    id: interaction.id,
    application_id: world.application.id,
    type: interaction.type,
    token: interaction.token,
    version: 1,
    context: contextOf(channel),
    channel_id: channel.id,
    channel: { ...place, permissions: memberPermissions.toString() },
    app_permissions: appPermissions(channel, memberPermissions).toString(),
    locale: user.locale,
    entitlements: [],
    entitlement_sku_ids: [],
    authorizing_integration_owners: interaction.owners,
    attachment_size_limit: interaction.uploadLimit,
    ...(guild === undefined
      ? { user: describeUser(user) }
      : {
          guild_id: guild.id,
          guild_locale: guild.locale,
          guild: { id: guild.id, locale: guild.locale, features: [] },
          member: {
            ...describeMember(guild.joinedAt, guild.rolesOf.get(user.id)),
            user: describeUser(user),
            permissions: memberPermissions.toString(),
          },
        }),
    data,
    ...(message === undefined ? {} : { message }),
  }
  for (const name of user.leftOut) delete described[name]
  return described
}

function appPermissions(channel: ChannelRecord, memberPermissions: bigint): bigint {
  if (channel.guild === undefined) return userInstallPermissions
  if (!channel.guild.botIsMember) return userInstallPermissions & memberPermissions
  return channel.isHidden ? 0n : channel.botPermissions
}

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
      if (user !== undefined || id === world.application.id) {
        add('users', id, user === undefined ? describeBot(world.application) : describeUser(user))
        if (channel.guild !== undefined) {
          const { joinedAt, rolesOf } = channel.guild
          add('members', id, { ...describeMember(joinedAt, rolesOf.get(id)), permissions: '0' })
        }
      } else if (mentioned !== undefined) {
        add('channels', id, { id, type: mentioned.type, name: mentioned.name, permissions: '0' })
      } else if (guild !== undefined) {
        add('roles', id, describeEveryone(guild))
      } else {
        const role = channel.guild?.roles.find((each) => each.id === id)
        if (role !== undefined) add('roles', id, describeRole(role, 1))
      }
    },
    describe: () => (Object.keys(resolved).length === 0 ? {} : { resolved }),
  }
}

const lies = ({ url, size }: ChosenFile): JsonObject => ({
  ...(url === undefined ? {} : { url, proxy_url: url }),
  ...(size === undefined ? {} : { size }),
})

const integrationTypes = { guild: 0, user: 1 } as const

/**
 * How the app got to the place where a person uses the command.
 * @see https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-authorizing-integration-owners-object
 */
export function findOwners(command: JsonObject | undefined, channel: ChannelRecord, user: UserRecord): JsonObject {
  const allowed = Array.isArray(command?.integration_types) ? command.integration_types : [0, 1]
  const owners: JsonObject = {}
  if (channel.guild?.installed === true && allowed.includes(integrationTypes.guild)) owners['0'] = channel.guild.id
  if (contextOf(channel) === contexts.botDirect && allowed.includes(integrationTypes.guild)) owners['0'] = '0'
  const isOnlyWay = Object.keys(owners).length === 0
  if (allowed.includes(integrationTypes.user) && (user.hasInstalled || isOnlyWay)) owners['1'] = user.id
  return owners
}
