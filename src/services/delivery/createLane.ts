import type { Clock } from '../../domain/clock.ts'

/** Who goes first: finished generations, then whoever is due the longest. */
export interface Order {
  readonly isFinished: boolean
  /** Milliseconds since the epoch; later for what matters less. */
  readonly due: number
}

/** The right to make one request. Exactly one of the two is called. */
export interface Turn {
  /** The request has been made. */
  release(): void
  /** No request was needed, so the next one need not wait for this one. */
  giveBack(): void
}

export interface Lane {
  /**
   * Queues for a turn. `start` may be called before this returns; it is called with nothing when the lane is stopped.
   * The returned function leaves the queue.
   */
  take(order: Order, start: (turn: Turn | undefined) => void): () => void
  /** Whether the lane can be forgotten: nobody waits, nobody runs, and the next would start at once. */
  isIdle(): boolean
  stop(): void
}

export interface LaneOptions {
  readonly clock: Clock
  /** Milliseconds from one start to the next. */
  readonly spacing: number
  /** Requests at the same time. */
  readonly parallel: number
}

interface Waiting {
  readonly order: Order
  readonly start: (turn: Turn | undefined) => void
}

/** A queue in front of a rate limit. */
export function createLane({ clock, spacing, parallel }: LaneOptions): Lane {
  const waiting: Waiting[] = []
  let running = 0
  let nextStart = Number.NEGATIVE_INFINITY
  let cancelTimer: (() => void) | undefined
  let isStopped = false

  /** Never longer than the spacing, also when the clock was set back. */
  const remainingWait = () => Math.min(nextStart - clock.now(), spacing)

  function startNext(): void {
    if (cancelTimer !== undefined || running >= parallel || waiting.length === 0) return
    const wait = remainingWait()
    if (wait > 0) {
      cancelTimer = clock.after(wait, () => {
        cancelTimer = undefined
        nextStart = Number.NEGATIVE_INFINITY
        startNext()
      })
      return
    }
    const first = waiting.shift()
    running += 1
    const turn = createTurn()
    first?.start(turn)
    startNext()
  }

  function createTurn(): Turn {
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
      giveBack() {
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
    take(order, start) {
      if (isStopped) {
        start(undefined)
        return () => {}
      }
      const entry = { order, start }
      const later = waiting.findIndex((other) => goesBefore(order, other.order))
      waiting.splice(later === -1 ? waiting.length : later, 0, entry)
      startNext()
      return () => {
        const position = waiting.indexOf(entry)
        if (position !== -1) waiting.splice(position, 1)
      }
    },
    isIdle: () => waiting.length === 0 && running === 0 && remainingWait() <= 0,
    stop() {
      isStopped = true
      cancelTimer?.()
      for (const { start } of waiting.splice(0)) start(undefined)
    },
  }
}

function goesBefore(one: Order, other: Order): boolean {
  return one.isFinished === other.isFinished ? one.due < other.due : one.isFinished
}
