import { MessageFlags, Routes } from 'discord.js'
import { type Clock, minutes, seconds } from '../../domain/clock.ts'
import type {
  Notice,
  NotificationCircumstances,
  NotificationOutcome,
  Renderer,
} from '../../domain/contracts/delivery.ts'
import type { Preferences } from '../../domain/contracts/preferences.ts'
import type { Generation } from '../../domain/generation.ts'
import { hasChannelRoute, hasPermission, mayReadHistory, type Origin, permissionBits } from '../../domain/origin.ts'
import { createGatherer } from '../../lib/concurrency.ts'
import { withTimeout } from '../../lib/timeout.ts'
import { createTimers } from '../../lib/timers.ts'
import type { Log } from '../../log.ts'
import { createDirectNotices } from './directNotice.ts'
import type { Tokens } from './messageRoute.ts'
import { findNewestAuthor, findNotification } from './messageSearch.ts'
import type { Permit, RateLimitQueues } from './rateLimitQueue.ts'
import { classifyError, describeRestError, expectMessage, type Problem, type RestCalls, refusesReply } from './rest.ts'

/** Discord recognises a repeated nonce only "in the past few minutes". */
const nonceMemory = minutes(2)
const longestNonce = 25
const pauses = [seconds(2), seconds(10)]
/** Whoever asked so shortly before a video is still there. */
const attention = minutes(1)
/** So long after the first, others of its owner in its channel are told with it. */
const gatheringTime = seconds(5)
/** Links and names of so many are far from what a message holds. */
const mostTogether = 10
/** For one call or search, with whatever discord.js waits for: others of the channel may be waiting behind it. */
const patience = minutes(1)

interface NotificationsDependencies {
  readonly rest: Pick<RestCalls, 'get' | 'post'>
  /** Repeats nothing: follow-ups carry no nonce, and a repeated one would be a second message. */
  readonly unretriedRest: Pick<RestCalls, 'post'>
  readonly renderer: Renderer
  readonly preferences: Pick<Preferences, 'noteDirectMessage'>
  readonly queues: RateLimitQueues
  readonly tokens: Tokens
  readonly clock: Clock
  readonly log: Log
}

/** The short replies that mention the owner, at most one per generation. */
interface Notifications {
  send(generation: Generation, circumstances: NotificationCircumstances): Promise<NotificationOutcome>
  /** Those that wait for others go out now. */
  hasten(): void
  stop(): void
}

/**
 * A reply in the channel where the bot may write there, else a follow-up while the interaction's token lives, else nothing.
 *
 * - A reply may be repeated: its nonce makes it one message for a while, and before any later attempt the channel is searched. A
 *   follow-up is sent once, with the first attempt.
 * - Several that end together for one owner in one channel are one reply, which links them all: so the search finds it for each.
 * - Who chose direct messages is told there; where those are closed, another attempt tells them here.
 * - Whose video came within a minute, or who wrote last in the channel, sees it there and is not mentioned.
 */
export function createNotifications(dependencies: NotificationsDependencies): Notifications {
  const { rest, unretriedRest, renderer, preferences, queues, tokens, clock, log } = dependencies
  const direct = createDirectNotices({ rest, renderer, queues, patience, clock, log })
  const timers = createTimers(clock)
  const together = createGatherer({ timers, milliseconds: gatheringTime, most: mostTogether }, replyUnlessThere)
  let isStopped = false

  async function send(generation: Generation, circumstances: NotificationCircumstances): Promise<NotificationOutcome> {
    const { origin } = generation
    const { isRepeated, isMessageGone, hasOthers } = circumstances
    // What somebody else did with it is told wherever its owner is.
    const isShown = circumstances.isShown && generation.stoppedBy === undefined
    const notice = { generation, isMessageGone }
    // In an archived thread a post reopens it, so that the video gets into its message.
    const isChosen = generation.notice === 'direct' && generation.delivery.noticeHereAt === undefined
    const isDirect = isChosen && (circumstances.isShown || isMessageGone)
    const isWanted = isDirect ? renderer.directNotice(notice) : renderer.notification([notice], true)
    if (isWanted === undefined || (isShown && cameSoon(generation))) return 'done'
    if (isStopped) return 'later'
    if (isDirect) return sendDirectly(notice, isRepeated)
    if (!mayPost(origin)) {
      if (!isRepeated) await followUp(notice)
      return 'done'
    }
    if (isRepeated) {
      if (!(await isCertainlyAbsent(generation))) return 'done'
      return (await post([notice])) === 'posted' ? 'done' : 'later'
    }
    if (!isShown) return sendReply([notice])
    return hasOthers && canBeFound(origin)
      ? together.add(`${origin.channelId} ${origin.userId}`, notice)
      : replyUnlessThere([notice])
  }

  /** Closed direct messages are noted for the person's settings. */
  async function sendDirectly(notice: Notice, isRepeated: boolean): Promise<NotificationOutcome> {
    const { generation } = notice
    const { origin } = generation
    // The last attempt may have told the owner here: in an archived thread, which that reopened.
    if (isRepeated && (await inTime((signal) => findNotification(rest, origin, signal))) === 'found') return 'done'
    const outcome = await direct.send(notice, composeNonce(generation), isRepeated)
    if (outcome === 'later') return 'later'
    await preferences.noteDirectMessage(origin.userId, outcome === 'closed')
    return outcome === 'sent' ? 'done' : 'closed'
  }

  async function replyUnlessThere(notices: readonly Notice[]): Promise<NotificationOutcome> {
    const [first] = notices
    return first !== undefined && (await hasWrittenLast(first.generation.origin)) ? 'done' : sendReply(notices)
  }

  async function sendReply(notices: readonly Notice[]): Promise<NotificationOutcome> {
    if (isStopped) return 'later'
    const posted = await post(notices)
    if (posted !== 'refused') return posted === 'posted' ? 'done' : 'later'
    const followUps = await Promise.all(notices.map((notice) => followUp(notice)))
    return followUps.includes('refused') ? 'later' : 'done'
  }

  /** Whether the owner is there: nobody wrote after them. What cannot be asked is no reason to be silent. */
  async function hasWrittenLast(origin: Origin): Promise<boolean> {
    if (!canBeFound(origin)) return false
    try {
      return (await inTime((signal) => findNewestAuthor(rest, origin.channelId, signal))) === origin.userId
    } catch {
      return false
    }
  }

  /** Whether a second attempt cannot become a second message. Throws where Discord cannot be asked now. */
  async function isCertainlyAbsent({ origin, delivery }: Generation): Promise<boolean> {
    const found = await inTime((signal) => findNotification(rest, origin, signal))
    if (found !== 'unknown') return found === 'absent'
    // It may have been told together with others, under the nonce of one of these.
    if (canBeFound(origin)) return false
    const age = clock.now() - (delivery.noticeHereAt ?? delivery.noticeIntendedAt ?? Number.NEGATIVE_INFINITY)
    return age >= 0 && age <= nonceMemory
  }

  /** `refused` only where certainly nothing was posted. */
  async function post(notices: readonly Notice[]): Promise<'posted' | 'refused' | 'unknown'> {
    const [first] = notices
    if (first === undefined) return 'refused'
    const { generation } = first
    const { channelId } = generation.origin
    let withPrompt = true
    for (let attempt = 0; ; attempt += 1) {
      const permit = await acquirePermit(channelId)
      if (permit === undefined) return 'unknown'
      let problem: Problem
      try {
        await postOnce(notices, withPrompt, generation)
        return 'posted'
      } catch (error) {
        warn(generation, 'reply', error)
        problem = classifyError(error, 'channel')
      } finally {
        permit.release()
      }
      if (problem === 'blockedByAutoMod' && withPrompt) {
        withPrompt = false
        continue
      }
      if (problem !== 'temporary') return 'refused'
      const pause = pauses[attempt]
      if (pause === undefined || isStopped) return 'unknown'
      await timers.sleep(pause)
    }
  }

  /** As a reply; without the reference where Discord does not take that, since the permission may have been taken back. */
  async function postOnce(notices: readonly Notice[], withPrompt: boolean, generation: Generation): Promise<void> {
    const { origin } = generation
    const send = async (reference: Record<string, unknown>): Promise<void> => {
      const request = compose(notices, withPrompt, { ...reference, ...composeNonce(generation) })
      const path = Routes.channelMessages(origin.channelId)
      expectMessage(await inTime((signal) => rest.post(path, { ...request, signal })))
    }
    const reference = composeReference(origin)
    await send(reference ?? {}).catch((error: unknown) => {
      if (reference === undefined || !refusesReply(error)) throw error
      return send({})
    })
  }

  async function followUp(notice: Notice, withPrompt = true): Promise<'sent' | 'refused' | 'unknown'> {
    const { generation } = notice
    const { id, origin } = generation
    const token = tokens.find(id, origin)
    if (token === undefined) return 'refused'
    try {
      const flags = MessageFlags.IsComponentsV2 | (origin.ephemeral ? MessageFlags.Ephemeral : 0)
      const request = {
        ...compose([notice], withPrompt, { flags }),
        query: new URLSearchParams({ wait: 'true' }),
        auth: false,
      }
      await inTime((signal) =>
        unretriedRest.post(Routes.webhook(origin.applicationId, token.token), { ...request, signal }),
      )
      return 'sent'
    } catch (error) {
      warn(generation, 'followUp', error)
      const problem = classifyError(error, 'token')
      // Certainly nothing was posted.
      if (problem === 'blockedByAutoMod' && withPrompt) return followUp(notice, false)
      if (problem === 'tokenDead') tokens.refuse(token.token, token.isOverdue)
      return problem === 'temporary' ? 'unknown' : 'refused'
    }
  }

  const inTime = <T>(task: (signal: AbortSignal) => Promise<T>): Promise<T> =>
    withTimeout(task, { clock, milliseconds: patience })

  function compose(notices: readonly Notice[], withPrompt: boolean, extra: Record<string, unknown>) {
    // Whatever was drawn: the owner is pinged, and nobody else. Who wants no word is not, where a post opens their thread again.
    const [first] = notices.map(({ generation }) => generation)
    const users = first === undefined || first.notice === 'none' ? [] : [first.origin.userId]
    const mentions = { parse: [], users, replied_user: false }
    return { body: { ...renderer.notification(notices, withPrompt)?.body, ...extra, allowed_mentions: mentions } }
  }

  function acquirePermit(channelId: string): Promise<Permit | undefined> {
    return new Promise((resolve) => {
      queues.forPost(channelId).acquire({ isFinished: true, due: clock.now() }, resolve)
    })
  }

  function warn(generation: Generation, route: 'reply' | 'followUp', error: unknown): void {
    log.warn({ generationId: generation.id, route, ...describeRestError(error) }, 'The owner could not be mentioned')
  }

  return {
    async send(generation, circumstances) {
      try {
        return await send(generation, circumstances)
      } catch (error) {
        warn(generation, 'reply', error)
        return 'later'
      }
    },
    hasten: () => together.hasten(),
    stop() {
      isStopped = true
      together.hasten()
      timers.clear()
    },
  }
}

function cameSoon({ state, createdAt, delivery: { shownAt } }: Generation): boolean {
  if (state !== 'succeeded' || shownAt === undefined) return false
  // A clock that was set back says nothing.
  return shownAt >= createdAt && shownAt - createdAt <= attention
}

/** Whether a reply can be looked for. */
const canBeFound = (origin: Origin) => origin.messageId !== undefined && mayReadHistory(origin)

/** Threads have a permission of their own, and an origin does not say whether its channel is one. */
function mayPost(origin: Origin): boolean {
  if (!hasChannelRoute(origin)) return false
  const { sendMessages, sendMessagesInThreads } = permissionBits
  return origin.context === 1 || hasPermission(origin, sendMessages) || hasPermission(origin, sendMessagesInThreads)
}

function composeReference(origin: Origin): Record<string, unknown> | undefined {
  // Without the history Discord refuses the whole message for the sake of the reply.
  if (!canBeFound(origin)) return undefined
  return { message_reference: { message_id: origin.messageId, fail_if_not_exists: false } }
}

/** @see https://discord.com/developers/docs/resources/message#create-message */
function composeNonce({ id }: Generation): Record<string, unknown> {
  return { nonce: `notice-${id}`.slice(-longestNonce), enforce_nonce: true }
}
