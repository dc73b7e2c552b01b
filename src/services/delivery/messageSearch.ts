import { DiscordAPIError, MessageFlags, RESTJSONErrorCodes, Routes, SnowflakeUtil } from 'discord.js'
import { z } from 'zod'
import { type Clock, minutes, seconds } from '../../domain/clock.ts'
import type { AnswerAddress, Answers, Standing } from '../../domain/contracts/delivery.ts'
import { hasChannelRoute, mayReadHistory, type Origin } from '../../domain/origin.ts'
import { withTimeout } from '../../lib/timeout.ts'
import type { Log } from '../../log.ts'
import { describeRestError, type RestCalls } from './rest.ts'

/** Finds messages of ours whose sending brought no clear word: answers to interactions, and notifications. */

const foundMessage = z.object({
  id: z.string(),
  flags: z.number().optional(),
  content: z.string().optional(),
  components: z.array(z.unknown()).optional(),
  author: z.object({ id: z.string() }).nullish(),
  application_id: z.string().nullish(),
  interaction_metadata: z.object({ id: z.string() }).nullish(),
  message_reference: z.object({ message_id: z.string().nullish() }).nullish(),
  mentions: z.array(z.object({ id: z.string() })).nullish(),
})
type FoundMessage = z.infer<typeof foundMessage>

/** The most that Discord gives at once. */
const pageSize = 100

interface HistorySearch {
  readonly rest: Pick<RestCalls, 'get'>
  readonly channelId: string
  /** The id after which the search begins: ids carry the time of Discord's clock, and ours may be another one. */
  readonly after: string
  readonly mostPages: number
  readonly isWanted: (message: FoundMessage) => boolean
  /** Whether nothing wanted comes after the message of this id. */
  readonly isPast?: (id: string) => boolean
  readonly signal: AbortSignal
}

/**
 * The wanted message of a channel, as far as can be read: `unknown` where the history is closed to us or too long. Throws what
 * discord.js throws.
 *
 * Without the permission Discord answers with an empty list, and the permission that came with the interaction may have been
 * taken back: only a list with something in it proves that the history can be read.
 *
 * @see https://discord.com/developers/docs/resources/message#get-channel-messages
 */
async function searchHistory(search: HistorySearch): Promise<FoundMessage | 'absent' | 'unknown'> {
  const { rest, channelId, mostPages, isWanted, isPast = () => false, signal } = search
  const list = (query: Record<string, string>) => listMessages(rest, channelId, query, signal)
  let { after } = search
  let isReadable = false
  for (let page = 0; page < mostPages; page += 1) {
    const messages = await list({ limit: String(pageSize), after })
    const found = messages.find(isWanted)
    if (found !== undefined) return found
    isReadable ||= messages.length > 0
    after = messages.reduce((newest, { id }) => (BigInt(id) > BigInt(newest) ? id : newest), after)
    if (messages.length < pageSize || isPast(after))
      return isReadable || (await list({ limit: '1' })).length > 0 ? 'absent' : 'unknown'
  }
  return 'unknown'
}

async function listMessages(
  rest: Pick<RestCalls, 'get'>,
  channelId: string,
  query: Record<string, string>,
  signal: AbortSignal,
): Promise<FoundMessage[]> {
  const path = Routes.channelMessages(channelId)
  return z.array(foundMessage).parse(await rest.get(path, { query: new URLSearchParams(query), signal }))
}

/** Who wrote last in the channel, where that can be read. Throws what discord.js throws. */
export async function findNewestAuthor(
  rest: Pick<RestCalls, 'get'>,
  channelId: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const [newest] = await listMessages(rest, channelId, { limit: '1' }, signal)
  return newest?.author?.id
}

const isOurs = ({ author, application_id }: FoundMessage, applicationId: string): boolean =>
  author?.id === applicationId || application_id === applicationId

/**
 * The id of this very message of ours, if it is among the last ones of a channel that can be read. Throws what discord.js throws.
 *
 * @param bodies as it may have been sent
 */
export async function findOwnMessage(
  rest: Pick<RestCalls, 'get'>,
  {
    channelId,
    applicationId,
    bodies,
  }: { channelId: string; applicationId: string; bodies: readonly Readonly<Record<string, unknown>>[] },
  signal: AbortSignal,
): Promise<string | undefined> {
  const wanted = new Set(bodies.map(({ components }) => listWords(components).join('\n')))
  const messages = await listMessages(rest, channelId, { limit: String(pageSize) }, signal)
  return messages.find((each) => isOurs(each, applicationId) && wanted.has(listWords(each.components).join('\n')))?.id
}

/** Texts, and the custom ids of buttons, in their order: Discord adds fields of its own to what it was sent. */
function listWords(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, part]) =>
    typeof part === 'string' && (name === 'content' || name === 'custom_id') ? [part] : listWords(part),
  )
}

const notificationPages = 20

/**
 * Whether a notification of ours stands in the channel below the status message, from whose id the search begins. Throws what
 * discord.js throws.
 */
export async function findNotification(
  rest: Pick<RestCalls, 'get'>,
  origin: Origin,
  signal: AbortSignal,
): Promise<'found' | 'absent' | 'unknown'> {
  const { channelId, messageId } = origin
  if (messageId === undefined || !mayReadHistory(origin)) return 'unknown'
  const found = await searchHistory({
    rest,
    channelId,
    // With the status message in it the list proves that it can be read.
    after: (BigInt(messageId) - 1n).toString(),
    mostPages: notificationPages,
    isWanted: (message) => isNotification(message, origin),
    signal,
  })
  return typeof found === 'string' ? found : 'found'
}

function isNotification(message: FoundMessage, { applicationId, messageId, userId }: Origin): boolean {
  if (message.id === messageId || !isOurs(message, applicationId)) return false
  const repliesTo = message.message_reference?.message_id
  // A notification about a deleted message is no reply any more; another one for the same owner is told apart by nothing.
  const isForOwner = message.mentions?.some(({ id }) => id === userId) === true
  if (repliesTo === undefined || repliesTo === null) return isForOwner
  // One for several of an owner is a reply to one of them, and links them all. Words of another's prompt count for nothing.
  return repliesTo === messageId || (isForOwner && JSON.stringify(message.components ?? []).includes(`/${messageId})`))
}

/** For one look, with everything that discord.js waits for. */
const patience = seconds(8)
const answerPages = 5
/** An answer comes within three seconds of its interaction. Both times are Discord's own. */
const spread = { before: seconds(1), after: minutes(1) }

interface AnswersDependencies {
  readonly rest: Pick<RestCalls, 'get'>
  readonly clock: Pick<Clock, 'after'>
  readonly log: Log
}

/** Looks for answers to interactions: by the token while it lives, then among the messages of the channel. */
export function createAnswers({ rest, clock, log }: AnswersDependencies): Answers {
  /** What cannot be asked is unknown, whatever the reason. */
  async function look(interactionId: string, ask: (signal: AbortSignal) => Promise<Standing>): Promise<Standing> {
    try {
      return await withTimeout(ask, { clock, milliseconds: patience })
    } catch (error) {
      log.warn({ interactionId, ...describeRestError(error) }, 'An answer could not be looked for')
      return { kind: 'unknown' }
    }
  }

  /**
   * `@original` of a click that was acknowledged without an answer of its own is the message of the button.
   *
   * @see https://discord.com/developers/docs/interactions/receiving-and-responding#get-original-interaction-response
   */
  async function askToken({ applicationId, token }: AnswerAddress, signal: AbortSignal): Promise<Standing> {
    try {
      const path = Routes.webhookMessage(applicationId, token)
      return describeFound(foundMessage.parse(await rest.get(path, { auth: false, signal })))
    } catch (error) {
      const meaning = error instanceof DiscordAPIError ? meaningsOfCodes[Number(error.code)] : undefined
      if (meaning === undefined) throw error
      return { kind: meaning }
    }
  }

  async function askChannel(
    { channelId, interactionId, applicationId }: Origin,
    signal: AbortSignal,
  ): Promise<Standing> {
    const askedAt = SnowflakeUtil.timestampFrom(interactionId)
    const found = await searchHistory({
      rest,
      channelId,
      after: SnowflakeUtil.generate({ timestamp: askedAt - spread.before }).toString(),
      mostPages: answerPages,
      isWanted: (message) => isOurs(message, applicationId) && message.interaction_metadata?.id === interactionId,
      isPast: (id) => SnowflakeUtil.timestampFrom(id) > askedAt + spread.after,
      signal,
    })
    return typeof found === 'string' ? { kind: found } : describeFound(found)
  }

  /** A post answers no interaction: its buttons name the generation. */
  async function askForPost(id: string, { channelId, interactionId, applicationId }: Origin, signal: AbortSignal) {
    const found = await searchHistory({
      rest,
      channelId,
      after: SnowflakeUtil.generate({
        timestamp: SnowflakeUtil.timestampFrom(interactionId) - spread.before,
      }).toString(),
      mostPages: answerPages,
      isWanted: (message) =>
        isOurs(message, applicationId) && listWords(message.components).some((word) => word.endsWith(`:${id}`)),
      signal,
    })
    return typeof found === 'string'
      ? ({ kind: found } as const)
      : describeFound({ ...found, content: '', components: [] })
  }

  const findByToken = (address: AnswerAddress) => look(address.interactionId, (signal) => askToken(address, signal))

  return {
    findByToken,
    async find({ id, origin }) {
      const { interactionId, isOwnPost } = origin
      if (isOwnPost === true) return look(interactionId, (signal) => askForPost(id, origin, signal))
      const byToken = await findByToken(origin)
      if (byToken.kind === 'stands') return byToken
      if (!hasChannelRoute(origin) || !mayReadHistory(origin)) return byToken
      const inChannel = await look(origin.interactionId, (signal) => askChannel(origin, signal))
      // A 404 inside the life of a token was seen for an answer that stood.
      return inChannel.kind === 'stands' || byToken.kind === 'outOfReach' ? inChannel : byToken
    },
  }
}

/** @see https://discord.com/developers/docs/topics/opcodes-and-status-codes */
const meaningsOfCodes: Readonly<Record<number, 'absent' | 'outOfReach'>> = {
  [RESTJSONErrorCodes.UnknownMessage]: 'absent',
  // The token leads to nothing before the first answer.
  [RESTJSONErrorCodes.UnknownWebhook]: 'absent',
  [RESTJSONErrorCodes.InvalidWebhookToken]: 'outOfReach',
}

function describeFound({ id, flags = 0, content = '', components = [] }: FoundMessage): Standing {
  return {
    kind: 'stands',
    acknowledgement: {
      messageId: id,
      ephemeral: (flags & MessageFlags.Ephemeral) !== 0,
      isPromise: (flags & MessageFlags.Loading) !== 0 || (content === '' && components.length === 0),
    },
  }
}
