import { DiscordAPIError, MessageFlags, RESTJSONErrorCodes, Routes, SnowflakeUtil } from 'discord.js'
import { z } from 'zod'
import { type Clock, minutes, seconds } from '../../domain/clock.ts'
import type { AnswerAddress, Answers, Standing } from '../../domain/contracts/delivery.ts'
import { hasChannelRoute, mayReadHistory, type Origin } from '../../domain/origin.ts'
import { withTimeout } from '../../lib/timeout.ts'
import type { Log } from '../../log.ts'
import { describeRestError, type RestCalls } from './rest.ts'

/** For one look, with everything that discord.js waits for. */
const patience = seconds(8)
/** The most that Discord gives at once. */
const pageSize = 100
const mostPages = 5
/** An answer comes within three seconds of its interaction. Both times are Discord's own. */
const spread = { before: seconds(1), after: minutes(1) }

const foundMessage = z.object({
  id: z.string(),
  flags: z.number().optional(),
  content: z.string().optional(),
  components: z.array(z.unknown()).optional(),
  author: z.object({ id: z.string() }).nullish(),
  application_id: z.string().nullish(),
  interaction_metadata: z.object({ id: z.string() }).nullish(),
})
type FoundMessage = z.infer<typeof foundMessage>

export interface AnswersDependencies {
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

  /**
   * Without the permission Discord answers with an empty list, and the one that came with the interaction may have been
   * taken back: only a list with something in it proves that the history can be read.
   *
   * @see https://discord.com/developers/docs/resources/message#get-channel-messages
   */
  async function askChannel({ channelId, ...origin }: Origin, signal: AbortSignal): Promise<Standing> {
    const askedAt = SnowflakeUtil.timestampFrom(origin.interactionId)
    let after = SnowflakeUtil.generate({ timestamp: askedAt - spread.before }).toString()
    let isReadable = false
    for (let page = 0; page < mostPages; page += 1) {
      const query = new URLSearchParams({ limit: String(pageSize), after })
      const messages = z.array(foundMessage).parse(await rest.get(Routes.channelMessages(channelId), { query, signal }))
      const found = messages.find((message) => isAnswer(message, origin))
      if (found !== undefined) return describeFound(found)
      isReadable ||= messages.length > 0
      after = findNewest(messages, after)
      if (messages.length < pageSize || SnowflakeUtil.timestampFrom(after) > askedAt + spread.after) {
        return { kind: isReadable || (await hasAnyMessage(channelId, signal)) ? 'absent' : 'unknown' }
      }
    }
    return { kind: 'unknown' }
  }

  async function hasAnyMessage(channelId: string, signal: AbortSignal): Promise<boolean> {
    const query = new URLSearchParams({ limit: '1' })
    return z.array(foundMessage).parse(await rest.get(Routes.channelMessages(channelId), { query, signal })).length > 0
  }

  const findByToken = (address: AnswerAddress) => look(address.interactionId, (signal) => askToken(address, signal))

  return {
    findByToken,
    async find(origin) {
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

function isAnswer(message: FoundMessage, { interactionId, applicationId }: Omit<Origin, 'channelId'>): boolean {
  const isOurs = message.author?.id === applicationId || message.application_id === applicationId
  return isOurs && message.interaction_metadata?.id === interactionId
}

function findNewest(messages: readonly FoundMessage[], after: string): string {
  return messages.reduce((newest, { id }) => (BigInt(id) > BigInt(newest) ? id : newest), after)
}
