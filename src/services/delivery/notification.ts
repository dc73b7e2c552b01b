import { MessageFlags, Routes } from 'discord.js'
import { type Clock, minutes, seconds } from '../../domain/clock.ts'
import type {
  MessageView,
  NotificationCircumstances,
  NotificationOutcome,
  Renderer,
} from '../../domain/contracts/delivery.ts'
import type { Media } from '../../domain/contracts/media.ts'
import type { Generation } from '../../domain/generation.ts'
import { hasChannelRoute, hasPermission, mayReadHistory, type Origin, permissionBits } from '../../domain/origin.ts'
import { withTimeout } from '../../lib/timeout.ts'
import { createTimers } from '../../lib/timers.ts'
import type { Log } from '../../log.ts'
import { listAttachments, loadFiles } from './editor.ts'
import type { Tokens } from './messageRoute.ts'
import { findNotification } from './messageSearch.ts'
import type { Permit, RateLimitQueues } from './rateLimitQueue.ts'
import { classifyError, describeRestError, expectMessage, type RestCalls, refusesReply } from './rest.ts'

/** Discord recognises a repeated nonce only "in the past few minutes". */
const nonceMemory = minutes(2)
const longestNonce = 25
const pauses = [seconds(2), seconds(10)]
/** For one call or search, with whatever discord.js waits for: others of the channel may be waiting behind it. */
const patience = minutes(1)

interface NotificationsDependencies {
  readonly rest: Pick<RestCalls, 'get' | 'post'>
  /** Repeats nothing: follow-ups carry no nonce, and a repeated one would be a second message. */
  readonly unretriedRest: Pick<RestCalls, 'post'>
  readonly renderer: Renderer
  readonly media: Pick<Media, 'read'>
  readonly queues: RateLimitQueues
  readonly tokens: Tokens
  readonly clock: Clock
  readonly log: Log
}

/** The short replies that mention the owner, at most one per generation. */
interface Notifications {
  send(generation: Generation, circumstances: NotificationCircumstances): Promise<NotificationOutcome>
  stop(): void
}

/**
 * A reply in the channel where the bot may write there, else a follow-up while the interaction's token lives, else nothing.
 * A reply may be repeated: its nonce makes it one message for a while, and before any later attempt the channel is searched. A
 * follow-up is sent once, with the first attempt.
 */
export function createNotifications(dependencies: NotificationsDependencies): Notifications {
  const { rest, unretriedRest, renderer, media, queues, tokens, clock, log } = dependencies
  const retryTimers = createTimers(clock)
  let isStopped = false

  async function send(generation: Generation, circumstances: NotificationCircumstances): Promise<NotificationOutcome> {
    const { origin } = generation
    const { isRepeated } = circumstances
    const view = renderer.notification(generation, circumstances)
    if (view === undefined) return 'done'
    if (isStopped) return 'later'
    if (!mayPost(origin)) {
      if (!isRepeated) await followUp(generation, view)
      return 'done'
    }
    if (isRepeated && !(await isCertainlyAbsent(generation))) return 'done'
    const posted = await post(generation, view)
    if (posted === 'posted') return 'done'
    if (posted === 'unknown' || isRepeated) return 'later'
    return (await followUp(generation, view)) === 'refused' ? 'later' : 'done'
  }

  /** Whether a second attempt cannot become a second message. Throws where Discord cannot be asked now. */
  async function isCertainlyAbsent({ origin, delivery }: Generation): Promise<boolean> {
    const found = await inTime((signal) => findNotification(rest, origin, signal))
    if (found !== 'unknown') return found === 'absent'
    const age = clock.now() - (delivery.noticeIntendedAt ?? Number.NEGATIVE_INFINITY)
    return age >= 0 && age <= nonceMemory
  }

  /** `refused` only where certainly nothing was posted. */
  async function post(generation: Generation, view: MessageView): Promise<'posted' | 'refused' | 'unknown'> {
    const { origin } = generation
    for (let attempt = 0; ; attempt += 1) {
      const permit = await acquirePermit(origin.channelId)
      if (permit === undefined) return 'unknown'
      try {
        await postOnce(generation, view)
        return 'posted'
      } catch (error) {
        warn(generation, 'reply', error)
        if (classifyError(error, 'channel') !== 'temporary') return 'refused'
      } finally {
        permit.release()
      }
      const pause = pauses[attempt]
      if (pause === undefined || isStopped) return 'unknown'
      await retryTimers.sleep(pause)
    }
  }

  /** As a reply; without the reference where Discord does not take that, since the permission may have been taken back. */
  async function postOnce(generation: Generation, view: MessageView): Promise<void> {
    const { origin } = generation
    const send = async (reference: Record<string, unknown>): Promise<void> => {
      const request = await compose(generation, view, { ...reference, ...composeNonce(generation) })
      const path = Routes.channelMessages(origin.channelId)
      expectMessage(await inTime((signal) => rest.post(path, { ...request, signal })))
    }
    const reference = composeReference(origin)
    await send(reference ?? {}).catch((error: unknown) => {
      if (reference === undefined || !refusesReply(error)) throw error
      return send({})
    })
  }

  async function followUp(generation: Generation, view: MessageView): Promise<'sent' | 'refused' | 'unknown'> {
    const { id, origin } = generation
    const token = tokens.find(id, origin)
    if (token === undefined) return 'refused'
    const flags = typeof view.body.flags === 'number' ? view.body.flags : 0
    try {
      const request = {
        ...(await compose(generation, view, origin.ephemeral ? { flags: flags | MessageFlags.Ephemeral } : {})),
        query: new URLSearchParams({ wait: 'true' }),
        auth: false,
      }
      const path = Routes.webhook(origin.applicationId, token.token)
      await inTime((signal) => unretriedRest.post(path, { ...request, signal }))
      return 'sent'
    } catch (error) {
      warn(generation, 'followUp', error)
      const problem = classifyError(error, 'token')
      if (problem === 'tokenDead') tokens.refuse(token.token, token.isOverdue)
      return problem === 'temporary' ? 'unknown' : 'refused'
    }
  }

  const inTime = <T>(task: (signal: AbortSignal) => Promise<T>): Promise<T> =>
    withTimeout(task, { clock, milliseconds: patience })

  async function compose({ origin }: Generation, { body, files }: MessageView, extra: Record<string, unknown>) {
    // Whatever was drawn: the owner is pinged, and nobody else.
    const mentions = { parse: [], users: [origin.userId], replied_user: false }
    return files.length === 0
      ? { body: { ...body, ...extra, allowed_mentions: mentions } }
      : {
          body: { ...body, ...extra, allowed_mentions: mentions, attachments: listAttachments(files) },
          files: await loadFiles(media, files),
        }
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
    stop() {
      isStopped = true
      retryTimers.clear()
    },
  }
}

/** Threads have a permission of their own, and an origin does not say whether its channel is one. */
function mayPost(origin: Origin): boolean {
  if (!hasChannelRoute(origin)) return false
  const { sendMessages, sendMessagesInThreads } = permissionBits
  return origin.context === 1 || hasPermission(origin, sendMessages) || hasPermission(origin, sendMessagesInThreads)
}

function composeReference(origin: Origin): Record<string, unknown> | undefined {
  const { messageId } = origin
  // Without the history Discord refuses the whole message for the sake of the reply.
  if (messageId === undefined || !mayReadHistory(origin)) return undefined
  return { message_reference: { message_id: messageId, fail_if_not_exists: false } }
}

/** @see https://discord.com/developers/docs/resources/message#create-message */
function composeNonce({ id }: Generation): Record<string, unknown> {
  return { nonce: `notice-${id}`.slice(-longestNonce), enforce_nonce: true }
}
