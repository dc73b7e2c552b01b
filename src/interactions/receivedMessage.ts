import { z } from 'zod'
import { listRecordIds } from './customId.ts'

/** What Discord says of an attached file; nothing of it is trusted. */
const file = z
  .object({
    id: z.unknown(),
    url: z.unknown(),
    filename: z.unknown(),
    size: z.unknown(),
    content_type: z.unknown(),
    width: z.unknown(),
    height: z.unknown(),
  })
  .partial()
  .transform(({ filename, content_type, ...described }) => ({
    ...described,
    name: filename,
    contentType: content_type,
  }))

const reference = z.object({ message_id: z.string().optional(), channel_id: z.string(), type: z.number().optional() })

const referenced = z.object({
  id: z.string(),
  channel_id: z.string(),
  author: z.object({ id: z.string() }),
  components: z.array(z.unknown()).catch([]),
  interaction_metadata: z.object({ id: z.string() }).optional().catch(undefined),
  message_reference: reference.optional().catch(undefined),
})

/** Ordinary messages and replies; the others are Discord's own words. @see https://docs.discord.com/developers/resources/message#message-object-message-types */
const kinds = [0, 19]
/** A reply, and not a forwarded message. @see https://docs.discord.com/developers/resources/message#message-reference-types */
const replies = 0

const schema = z.object({
  id: z.string(),
  channel_id: z.string(),
  guild_id: z.string().optional(),
  type: z.number().refine((type) => kinds.includes(type)),
  // Webhooks and bots would answer the answer.
  webhook_id: z.undefined().optional(),
  author: z.object({ id: z.string(), bot: z.literal(false).optional() }),
  member: z
    .object({ roles: z.array(z.string()) })
    .optional()
    .catch(undefined),
  content: z.string().catch(''),
  mentions: z.array(z.object({ id: z.string(), username: z.string(), global_name: z.string().nullish() })).catch([]),
  attachments: z.array(file).catch([]),
  message_reference: reference.optional().catch(undefined),
  referenced_message: referenced.nullish().catch(undefined),
})

/** A message of ours, as far as it says what it shows. */
export interface ReferencedMessage {
  readonly messageId: string
  readonly channelId: string
  /** The command or click that it answers. */
  readonly interactionId?: string
  /** What its buttons are about, each once. */
  readonly recordIds: readonly string[]
  /** The message that it answers itself. */
  readonly repliesTo?: { readonly messageId: string; readonly channelId: string }
}

/** A message of a person that addresses the bot. */
export interface ReceivedMessage {
  readonly id: string
  readonly channelId: string
  /** None in a direct conversation. */
  readonly guildId?: string
  readonly userId: string
  /** Of the member in the server: what its own rules ask for. */
  readonly roleIds?: readonly string[]
  /** Without the mention of the bot; other mentions and emoji by their names. */
  readonly text: string
  readonly files: readonly z.infer<typeof file>[]
  /** What it answers: a message of ours, one of somebody else, or one that is gone. */
  readonly repliesTo?: ReferencedMessage | 'foreign' | 'gone'
  /** In a thread that a message started: that message, which has the id of the thread. */
  readonly startedBy?: { readonly messageId: string; readonly channelId: string }
  /** The same, where it is one of ours. */
  readonly thread?: ReferencedMessage
  /** Which of the authors is us. */
  readonly botUserId: string
  /** Of the server, as Discord names it: what everybody there reads is in it. */
  readonly locale?: string
}

/**
 * Reads the data of MESSAGE_CREATE. Undefined for what does not address the bot: it has to be mentioned, by name or by a reply
 * that notifies it, or written to directly. Most messages that arrive are none of ours, and are told by a look at two fields.
 *
 * @see https://docs.discord.com/developers/events/gateway-events#message-create
 */
export function readMessage(data: unknown, botUserId: string): ReceivedMessage | undefined {
  if (!mayAddress(data, botUserId)) return undefined
  const parsed = schema.safeParse(data)
  if (!parsed.success || parsed.data.author.id === botUserId) return undefined
  const { id, channel_id, guild_id, author, member, content, mentions, attachments } = parsed.data
  const repliesTo = findReference(parsed.data, botUserId)
  return {
    id,
    channelId: channel_id,
    ...(guild_id !== undefined && { guildId: guild_id }),
    userId: author.id,
    ...(member !== undefined && { roleIds: member.roles }),
    text: readContent(content, mentions, botUserId),
    files: attachments,
    botUserId,
    ...(repliesTo !== undefined && { repliesTo }),
  }
}

function mayAddress(data: unknown, botUserId: string): boolean {
  if (typeof data !== 'object' || data === null) return false
  const { guild_id, mentions } = data as { readonly guild_id?: unknown; readonly mentions?: unknown }
  return guild_id === undefined || (Array.isArray(mentions) && mentions.some((each) => each?.id === botUserId))
}

function findReference(
  { message_reference, referenced_message }: z.infer<typeof schema>,
  botUserId: string,
): ReceivedMessage['repliesTo'] {
  if (message_reference === undefined || (message_reference.type ?? replies) !== replies) return undefined
  if (referenced_message === undefined || referenced_message === null) return 'gone'
  return referenced_message.author.id === botUserId ? describe(referenced_message) : 'foreign'
}

/** A message of ours as Discord's API gives it; undefined where it is none. */
export function readReferenced(data: unknown, botUserId: string): ReferencedMessage | undefined {
  const parsed = referenced.safeParse(data)
  return parsed.success && parsed.data.author.id === botUserId ? describe(parsed.data) : undefined
}

function describe(message: z.infer<typeof referenced>): ReferencedMessage {
  const { message_reference: reference, interaction_metadata: interaction } = message
  return {
    messageId: message.id,
    channelId: message.channel_id,
    ...(interaction !== undefined && { interactionId: interaction.id }),
    recordIds: listRecordIds(message.components),
    ...(reference?.message_id !== undefined && {
      repliesTo: { messageId: reference.message_id, channelId: reference.channel_id },
    }),
  }
}

/** A video would show an id, where the person sees a name. */
function readContent(content: string, mentions: z.infer<typeof schema>['mentions'], botUserId: string): string {
  const nameOf = (id: string) => {
    const person = mentions.find((each) => each.id === id)
    return person === undefined ? '' : (person.global_name ?? person.username)
  }
  return content
    .replace(/<@!?(\d+)>/g, (_mention, id: string) => (id === botUserId ? '' : nameOf(id)))
    .replace(/<a?:(\w+):\d+>/g, ':$1:')
    .replace(/<(?:@&|#)\d+>/g, '')
    .replace(/ {2,}/g, ' ')
    .trim()
}
