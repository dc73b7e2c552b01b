import { Routes } from 'discord.js'
import { z } from 'zod'
import type { Clock } from '../../domain/clock.ts'
import type { Notice, Renderer } from '../../domain/contracts/delivery.ts'
import type { Generation } from '../../domain/generation.ts'
import { withTimeout } from '../../lib/timeout.ts'
import type { Log } from '../../log.ts'
import type { RateLimitQueues } from './rateLimitQueue.ts'
import { classifyError, describeRestError, expectMessage, type RestCalls } from './rest.ts'

const directChannel = z.object({ id: z.string() })
const ownMessages = z.array(z.object({ id: z.string(), components: z.array(z.unknown()).nullish() }))
/** The most that Discord gives at once. */
const pageSize = '100'

interface DirectNoticesDependencies {
  readonly rest: Pick<RestCalls, 'get' | 'post'>
  readonly renderer: Pick<Renderer, 'directNotice'>
  readonly queues: RateLimitQueues
  /** So long one call may take, with whatever discord.js waits for; in milliseconds. */
  readonly patience: number
  readonly clock: Clock
  readonly log: Log
}

/** `closed`: Discord lets no direct message through to this person. `later`: certainly not there yet, or nobody knows. */
type DirectOutcome = 'sent' | 'closed' | 'later'

/** Tells an owner of a video in their direct messages, for those who chose that. */
interface DirectNotices {
  /** @param isRepeated whether it may have been sent before: then it is looked for first */
  send(notice: Notice, nonce: Record<string, unknown>, isRepeated: boolean): Promise<DirectOutcome>
}

export function createDirectNotices(dependencies: DirectNoticesDependencies): DirectNotices {
  const { rest, renderer, queues, patience, clock, log } = dependencies

  const inTime = <T>(task: (signal: AbortSignal) => Promise<T>): Promise<T> =>
    withTimeout(task, { clock, milliseconds: patience })

  /** The same channel each time: asking changes nothing. */
  async function openChannel(userId: string): Promise<string> {
    const body = { recipient_id: userId }
    return directChannel.parse(await inTime((signal) => rest.post(Routes.userChannels(), { body, signal }))).id
  }

  /** Whether it stands there: it names its video by the address of the status message, which is older. */
  async function isThere(channelId: string, { origin: { messageId } }: Generation): Promise<boolean> {
    if (messageId === undefined) return false
    const query = new URLSearchParams({ limit: pageSize, after: messageId })
    const found = await inTime((signal) => rest.get(Routes.channelMessages(channelId), { query, signal }))
    return ownMessages.parse(found).some(({ components }) => JSON.stringify(components ?? []).includes(`/${messageId}`))
  }

  async function post(channelId: string, notice: Notice, nonce: Record<string, unknown>): Promise<boolean> {
    const body = { ...renderer.directNotice(notice)?.body, ...nonce }
    const permit = await new Promise<{ release(): void } | undefined>((resolve) => {
      queues.forPost(channelId).acquire({ isFinished: true, due: clock.now() }, resolve)
    })
    if (permit === undefined) return false
    try {
      expectMessage(await inTime((signal) => rest.post(Routes.channelMessages(channelId), { body, signal })))
      return true
    } finally {
      permit.release()
    }
  }

  return {
    async send(notice, nonce, isRepeated) {
      const { generation } = notice
      try {
        const channelId = await openChannel(generation.origin.userId)
        if (isRepeated && (await isThere(channelId, generation))) return 'sent'
        return (await post(channelId, notice, nonce)) ? 'sent' : 'later'
      } catch (error) {
        log.warn(
          { generationId: generation.id, route: 'direct', ...describeRestError(error) },
          'The owner could not be told in a direct message',
        )
        const kind = classifyError(error, 'channel')
        return kind === 'temporary' || kind === 'unauthorized' ? 'later' : 'closed'
      }
    },
  }
}
