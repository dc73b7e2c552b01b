import type { Clock } from '../../domain/clock.ts'
import { createPriorityQueue } from '../../lib/priorityQueue.ts'
import type { MessageRoute } from './messageRoute.ts'

/** Who goes first: finished generations, then whoever is due the longest. */
export interface Order {
  readonly isFinished: boolean
  /** Milliseconds since the epoch; later for what matters less. */
  readonly due: number
}

/** The right to make one request. Exactly one of the two is called. */
export interface Permit {
  /** The request has been made. */
  release(): void
  /** No request was needed, so the next one need not wait for this one. */
  cancel(): void
}

/** One queue in front of one rate limit. */
interface RateLimitQueue {
  /**
   * Queues for a permit. `start` may be called before this returns; it is called with nothing when the queue is stopped.
   * The returned function leaves the queue.
   */
  acquire(order: Order, start: (permit: Permit | undefined) => void): () => void
  /** Whether the queue can be forgotten: nobody waits, nobody runs, and the next would start at once. */
  isIdle(): boolean
  stop(): void
}

interface RateLimitQueueOptions {
  readonly clock: Clock
  /** Milliseconds from one start to the next. */
  readonly spacing: number
  /** Requests at the same time. */
  readonly parallel: number
}

interface Waiting {
  readonly order: Order
  readonly start: (permit: Permit | undefined) => void
}

function compareOrders({ order: one }: Waiting, { order: other }: Waiting): number {
  if (one.isFinished !== other.isFinished) return one.isFinished ? -1 : 1
  return one.due - other.due
}

export function createRateLimitQueue({ clock, spacing, parallel }: RateLimitQueueOptions): RateLimitQueue {
  const waiting = createPriorityQueue(compareOrders)
  let running = 0
  let nextStart = Number.NEGATIVE_INFINITY
  let cancelTimer: (() => void) | undefined
  let isStopped = false

  /** Never longer than the spacing, also when the clock was set back. */
  const remainingWait = () => Math.min(nextStart - clock.now(), spacing)

  function startNext(): void {
    if (cancelTimer !== undefined || running >= parallel || waiting.size === 0) return
    const wait = remainingWait()
    if (wait > 0) {
      cancelTimer = clock.after(wait, () => {
        cancelTimer = undefined
        nextStart = Number.NEGATIVE_INFINITY
        startNext()
      })
      return
    }
    const first = waiting.take()
    running += 1
    const permit = createPermit()
    first?.start(permit)
    startNext()
  }

  function createPermit(): Permit {
    const start = clock.now() + spacing
    nextStart = start
    let isOver = false
    const end = (): boolean => {
      if (isOver) return false
      isOver = true
      running -= 1
      return true
    }
    return {
      release() {
        if (end()) startNext()
      },
      cancel() {
        if (!end()) return
        if (nextStart === start) {
          nextStart = Number.NEGATIVE_INFINITY
          cancelTimer?.()
          cancelTimer = undefined
        }
        startNext()
      },
    }
  }

  return {
    acquire(order, start) {
      if (isStopped) {
        start(undefined)
        return () => {}
      }
      const leave = waiting.add({ order, start })
      startNext()
      return leave
    },
    isIdle: () => waiting.size === 0 && running === 0 && remainingWait() <= 0,
    stop() {
      isStopped = true
      cancelTimer?.()
      for (let next = waiting.take(); next !== undefined; next = waiting.take()) next.start(undefined)
    },
  }
}

/**
 * Milliseconds between two edits of a channel, and between two over interaction tokens: about 30 urgent and 10 ordinary ones a
 * second. Discord does not publish its limits. Seen by others: 5 edits in 5 s per channel, 5 in 2 s per interaction token; and
 * discord.js lets at most 50 requests a second out of one REST object, interaction tokens included.
 *
 * @see https://discord.com/developers/docs/topics/rate-limits
 */
const spacings = { channel: 1_100, urgent: 34, ordinary: 100 }

const fewChannels = 64

/** All queues of delivery. */
export interface RateLimitQueues {
  /** `isUrgent` for last states and for the first edit of a message, which never wait behind changes of position. */
  forEdit(route: MessageRoute, isUrgent: boolean): RateLimitQueue
  /** New messages have a limit of their own. */
  forPost(channelId: string): RateLimitQueue
  stop(): void
}

export function createRateLimitQueues(clock: Clock): RateLimitQueues {
  const urgent = createRateLimitQueue({ clock, spacing: spacings.urgent, parallel: Number.POSITIVE_INFINITY })
  const ordinary = createRateLimitQueue({ clock, spacing: spacings.ordinary, parallel: Number.POSITIVE_INFINITY })
  const channels = new Map<string, RateLimitQueue>()
  let mostChannels = fewChannels

  /** Rarely enough that many busy channels are not looked through for each new one. */
  function forgetIdle(): void {
    if (channels.size < mostChannels) return
    for (const [key, queue] of channels) if (queue.isIdle()) channels.delete(key)
    mostChannels = Math.max(fewChannels, channels.size * 2)
  }

  function findChannelQueue(key: string): RateLimitQueue {
    const known = channels.get(key)
    if (known !== undefined) return known
    forgetIdle()
    // One at a time: discord.js would queue the others anyway, and in there no last state can overtake.
    const queue = createRateLimitQueue({ clock, spacing: spacings.channel, parallel: 1 })
    channels.set(key, queue)
    return queue
  }

  return {
    forEdit(route, isUrgent) {
      if (route.kind === 'channel') return findChannelQueue(`edit:${route.channelId}`)
      return isUrgent ? urgent : ordinary
    },
    forPost: (channelId) => findChannelQueue(`post:${channelId}`),
    stop() {
      for (const queue of [urgent, ordinary, ...channels.values()]) queue.stop()
    },
  }
}

interface Queued {
  /** Resolves with nothing when the wait was ended. */
  readonly permit: Promise<Permit | undefined>
  /** Ends the wait; without effect once the permit was given. */
  leave(): void
}

/** Waits for the pause in milliseconds first, then for a permit of the queue that is the right one by then. */
export function waitForPermit(clock: Clock, pause: number, findQueue: () => RateLimitQueue, order: Order): Queued {
  let cancel = () => {}
  let resolvePermit = (_permit: Permit | undefined) => {}
  const permit = new Promise<Permit | undefined>((resolve) => {
    resolvePermit = resolve
  })
  const enter = () => {
    cancel = findQueue().acquire(order, resolvePermit)
  }
  if (pause > 0) cancel = clock.after(pause, enter)
  else enter()
  return {
    permit,
    leave() {
      cancel()
      resolvePermit(undefined)
    },
  }
}
