import type { SandboxClock } from '../../clock.ts'
import type { FileStore, SandboxAttachment } from '../cdn/fileStore.ts'
import { messageFlags } from '../flags.ts'
import { isAbsent, type JsonObject, numberIn, objectsIn, textIn } from '../json.ts'
import type { SandboxEmitter } from '../sandboxEvents.ts'
import type { Snowflakes } from '../snowflakes.ts'
import type { AttachmentPlan } from '../validation/checkMessage.ts'
import type { ChannelRecord } from '../world/world.ts'
import { readText } from './findPings.ts'
import type { MessageInteraction, MessageRecord, MessageReference, MessageRoute } from './messageRecord.ts'
import { resolveComponents } from './resolveComponents.ts'

export interface UploadedFile {
  /** The n of the part's name `files[n]`. */
  readonly index: number
  readonly filename: string
  readonly contentType: string
  readonly bytes: Buffer
}

/** A checked body with its files. */
export interface MessageInput {
  readonly body: JsonObject
  readonly uploads: readonly UploadedFile[]
  readonly attachments: AttachmentPlan
  readonly route: MessageRoute
}

export interface NewMessage extends MessageInput {
  readonly channel: ChannelRecord
  readonly authorId: string
  readonly pings: readonly string[]
  readonly isLoading?: boolean
  readonly ephemeralFor?: string | undefined
  readonly interaction?: MessageInteraction | undefined
  readonly reference?: MessageReference | undefined
}

export interface MessageStore {
  /** Every message that was ever posted, oldest first. */
  readonly all: readonly MessageRecord[]
  find(channelId: string, messageId: string): MessageRecord | undefined
  create(input: NewMessage): Promise<MessageRecord>
  edit(message: MessageRecord, input: MessageInput): Promise<void>
  delete(message: MessageRecord): void
}

const keptFlags = messageFlags.ephemeral | messageFlags.isComponentsV2

export function createMessageStore(dependencies: {
  clock: Pick<SandboxClock, 'now'>
  snowflakes: Snowflakes
  files: FileStore
  emitter: Pick<SandboxEmitter, 'emit'>
}): MessageStore {
  const { clock, snowflakes, files, emitter } = dependencies
  const all: MessageRecord[] = []
  const byId = new Map<string, MessageRecord>()

  async function keepUploads(input: MessageInput, folder: string, isEphemeral: boolean): Promise<SandboxAttachment[]> {
    const listed = objectsIn(input.body.attachments)
    return Promise.all(
      input.uploads.map((upload) => {
        const entry = listed.find((each) => each.id === String(upload.index)) ?? {}
        return files.add({
          filename: textIn(entry.filename) || upload.filename,
          bytes: upload.bytes,
          description: textIn(entry.description) || undefined,
          title: textIn(entry.title) || undefined,
          isSpoiler: entry.is_spoiler === true || upload.filename.startsWith('SPOILER_'),
          isEphemeral,
          folder,
        })
      }),
    )
  }

  function remember(message: MessageRecord, route: MessageRoute): void {
    const { content, flags, components, attachments } = message
    const names = attachments.map(({ filename }) => filename)
    message.history.push({ at: clock.now(), route, content, flags, components, attachments: names })
  }

  return {
    all,
    find(channelId, messageId) {
      const message = byId.get(messageId)
      return message?.channelId === channelId && !message.isDeleted ? message : undefined
    },
    async create(input) {
      const { body, channel, ephemeralFor } = input
      const isEphemeral = ephemeralFor !== undefined
      const attachments = await keepUploads(input, channel.id, isEphemeral)
      const message: MessageRecord = {
        id: snowflakes.next(),
        channelId: channel.id,
        authorId: input.authorId,
        content: textIn(body.content),
        flags:
          numberIn(body.flags) |
          (isEphemeral ? messageFlags.ephemeral : 0) |
          (input.isLoading === true ? messageFlags.loading : 0),
        components: resolveComponents(objectsIn(body.components), attachments, files),
        embeds: objectsIn(body.embeds),
        attachments,
        isLoading: input.isLoading ?? false,
        isDeleted: false,
        pings: [...input.pings],
        history: [],
        createdAt: clock.now(),
        ...(ephemeralFor === undefined ? {} : { ephemeralFor }),
        ...(input.interaction === undefined
          ? {}
          : { interaction: input.interaction, interactionId: input.interaction.id }),
        ...(input.reference === undefined ? {} : { reference: input.reference }),
        ...(typeof body.nonce === 'string' || typeof body.nonce === 'number' ? { nonce: body.nonce } : {}),
        get text() {
          return readText(this.content, this.components)
        },
      }
      remember(message, input.route)
      all.push(message)
      byId.set(message.id, message)
      emitter.emit({ kind: 'messageCreated', message })
      return message
    },
    async edit(message, input) {
      const { body } = input
      const uploaded = await keepUploads(input, message.channelId, message.ephemeralFor !== undefined)
      const retained = message.attachments.filter(({ id }) => input.attachments.retained.includes(id))
      for (const dropped of message.attachments) if (!retained.includes(dropped)) files.remove(dropped)
      message.attachments = [...retained, ...uploaded]
      if (body.content !== undefined) message.content = textIn(body.content)
      if (body.embeds !== undefined) message.embeds = objectsIn(body.embeds)
      if (body.components !== undefined) {
        message.components = resolveComponents(objectsIn(body.components), message.attachments, files)
      }
      if (!isAbsent(body.flags)) {
        message.flags = (numberIn(body.flags) & ~messageFlags.ephemeral) | (message.flags & keptFlags)
      }
      message.flags &= ~messageFlags.loading
      if (!message.isLoading) message.editedAt = clock.now()
      message.isLoading = false
      remember(message, input.route)
      emitter.emit({ kind: 'messageEdited', message })
    },
    delete(message) {
      message.isDeleted = true
      for (const attachment of message.attachments) files.remove(attachment)
      emitter.emit({ kind: 'messageDeleted', message })
    },
  }
}
