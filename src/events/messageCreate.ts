import { type REST, RESTJSONErrorCodes, Routes } from 'discord.js'
import { type Clock, minutes } from '../domain/clock.ts'
import type { MessageView } from '../domain/contracts/delivery.ts'
import { codesOfRefusedReplies } from '../domain/origin.ts'
import type { Mention, Services } from '../interactions/handler.ts'
import { type ReceivedMessage, readReferenced } from '../interactions/receivedMessage.ts'
import type { Log } from '../log.ts'
import { renderSentence } from '../views/components.ts'
import { selectTexts } from '../views/text/texts.ts'
import { hasCode } from './acknowledge.ts'
import type { ExplainError } from './explainError.ts'
import type { Languages } from './languages.ts'
import { explainRefusal } from './refuseRequest.ts'

interface MessageRouting {
  readonly mentions: readonly Mention[]
  readonly services: Services
  readonly rest: Pick<REST, 'get' | 'post'>
  readonly explainError: ExplainError
  readonly languages: Pick<Languages, 'find'>
  readonly clock: Pick<Clock, 'now' | 'after'>
  readonly log: Log
}

/** Nobody can be answered there; whoever mentioned the bot sees that it may not write. */
const closedCodes = [
  RESTJSONErrorCodes.MissingAccess,
  RESTJSONErrorCodes.MissingPermissions,
  RESTJSONErrorCodes.UnknownChannel,
]
/** The channel's AutoMod does not let the echoed prompt through. */
const filterCodes = [
  RESTJSONErrorCodes.MessageWasBlockedByAutomaticModeration,
  RESTJSONErrorCodes.MessageBlockedByHarmfulLinksFilter,
]

/**
 * The router and the error boundary of messages that address the bot: the first handler that has an answer replies. Never
 * rejects, since nobody awaits an event listener.
 *
 * Discord delivers an event twice now and then, and a call is repeated: the second one is not answered, and where a restart
 * has forgotten the first, the nonce makes one reply of both.
 */
export function createMessageCreate(routing: MessageRouting): (message: ReceivedMessage) => Promise<void> {
  const { mentions, services, rest, explainError, languages, clock, log } = routing
  const isNew = createMemory()
  const admit = createTurnstile(clock)

  async function findAnswer(message: ReceivedMessage): Promise<MessageView | undefined> {
    const complete = await findThread(await followNotice(message))
    for (const { execute } of mentions) {
      const view = await execute(complete, services)
      if (view !== undefined) return view
    }
    return undefined
  }

  /** What notifies of a finished video is a reply to it: an answer to the one means the other. */
  async function followNotice(message: ReceivedMessage): Promise<ReceivedMessage> {
    const { repliesTo, botUserId } = message
    if (typeof repliesTo !== 'object' || repliesTo.repliesTo === undefined) return message
    if (repliesTo.interactionId !== undefined || repliesTo.recordIds.length > 0) return message
    const found = await fetchMessage(repliesTo.repliesTo)
    return { ...message, repliesTo: found === undefined ? 'gone' : (readReferenced(found, botUserId) ?? 'foreign') }
  }

  /** In a thread below a video, what answers nothing else is about that video. */
  async function findThread(message: ReceivedMessage): Promise<ReceivedMessage> {
    const { repliesTo, startedBy, botUserId } = message
    if (repliesTo !== undefined || startedBy === undefined) return message
    const thread = readReferenced(await fetchMessage(startedBy), botUserId)
    return thread === undefined ? message : { ...message, thread }
  }

  /** Undefined where it is gone, or may not be read. */
  async function fetchMessage(place: { channelId: string; messageId: string }): Promise<unknown> {
    try {
      return await rest.get(Routes.channelMessage(place.channelId, place.messageId))
    } catch (error) {
      if (hasCode(error, RESTJSONErrorCodes.UnknownMessage, ...closedCodes)) return undefined
      throw error
    }
  }

  async function reply({ id, channelId }: ReceivedMessage, { body }: MessageView): Promise<void> {
    const post = (reference: Readonly<Record<string, unknown>>) =>
      rest.post(Routes.channelMessages(channelId), { body: { ...body, ...reference, nonce: id, enforce_nonce: true } })
    await post({ message_reference: { message_id: id, fail_if_not_exists: false } }).catch((error: unknown) => {
      if (!hasCode(error, ...codesOfRefusedReplies)) throw error
      return post({})
    })
  }

  /** What a server reads is in its language, a direct conversation in that of the person. */
  async function addLanguage(message: ReceivedMessage): Promise<ReceivedMessage> {
    if (message.guildId !== undefined || message.locale !== undefined) return message
    const locale = await languages.find(message.userId)
    return locale === undefined ? message : { ...message, locale }
  }

  async function answer(received: ReceivedMessage): Promise<void> {
    const turn = admit(received.userId)
    if (turn === 'ignored') return
    const message = await addLanguage(received)
    const { mentions: words } = selectTexts(message.locale)
    // In a server everybody in the channel reads the answer.
    const isPublic = message.guildId !== undefined
    const explain = async (error: unknown) =>
      (await explainRefusal(routing, error, message.locale, isPublic)) ?? explainError(error, message.locale, isPublic)
    const view = turn === 'warned' ? renderSentence(words.tooMany) : await findAnswer(message).catch(explain)
    if (view === undefined) return
    await reply(message, view).catch((error: unknown) => {
      if (!hasCode(error, ...filterCodes)) throw error
      return reply(message, renderSentence(words.filtered))
    })
  }

  return async (message) => {
    if (!isNew(message.id)) return
    try {
      await answer(message)
    } catch (error) {
      const facts = { error, messageId: message.id }
      if (hasCode(error, ...closedCodes)) log.debug(facts, 'A mention could not be answered in its channel')
      else log.error(facts, 'The answer to a mention did not reach Discord')
    }
  }
}

/** An event that comes again comes soon. */
const remembered = 1_000

function createMemory(): (id: string) => boolean {
  const seen = new Set<string>()
  return (id) => {
    if (seen.has(id)) return false
    seen.add(id)
    const [oldest] = seen
    if (seen.size > remembered && oldest !== undefined) seen.delete(oldest)
    return true
  }
}

const period = minutes(1)
const mostInPeriod = 5

/** One person is answered so often in a minute; then they are told so once, and nothing more until it is over. */
function createTurnstile({ now }: Pick<Clock, 'now'>): (userId: string) => 'admitted' | 'warned' | 'ignored' {
  /** Who began to write the longest time ago first. */
  const people = new Map<string, { readonly since: number; count: number }>()
  return (userId) => {
    const at = now()
    for (const [id, { since }] of people) {
      if (at >= since && at - since < period) break
      people.delete(id)
    }
    const person = people.get(userId) ?? { since: at, count: 0 }
    people.set(userId, person)
    person.count += 1
    if (person.count <= mostInPeriod) return 'admitted'
    return person.count === mostInPeriod + 1 ? 'warned' : 'ignored'
  }
}
