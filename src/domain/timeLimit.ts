import type { Clock } from './clock.ts'

/** The time was up before the answer came. What was asked may still happen. */
export class TimeIsUp extends Error {
  constructor() {
    super('The time was up before an answer came')
    this.name = 'TimeIsUp'
  }
}

/** A bound on waiting. */
export interface TimeLimit {
  /** Aborts with TimeIsUp when the time is up. */
  readonly signal: AbortSignal
  /**
   * Rejects with TimeIsUp as soon as the time is up, whether the task minds the signal or not: discord.js sleeps out a rate
   * limit without looking at one.
   */
  run<T>(task: (signal: AbortSignal) => Promise<T>): Promise<T>
  /** Stops the timer. */
  end(): void
}

/**
 * Begins to count at once, by a timer and not by the time of day, which somebody may set.
 *
 * @param within a limit that also ends this one
 */
export function limitTime(clock: Pick<Clock, 'after'>, milliseconds: number, within?: AbortSignal): TimeLimit {
  const controller = new AbortController()
  const { signal } = controller
  const expire = () => controller.abort(new TimeIsUp())
  const cancel = clock.after(milliseconds, expire)
  if (within?.aborted) expire()
  within?.addEventListener('abort', expire, { once: true })

  return {
    signal,
    async run(task) {
      signal.throwIfAborted()
      let stopWaiting = () => {}
      const timeIsUp = new Promise<never>((_resolve, reject) => {
        const give = () => reject(signal.reason)
        signal.addEventListener('abort', give, { once: true })
        stopWaiting = () => signal.removeEventListener('abort', give)
      })
      try {
        return await Promise.race([task(signal), timeIsUp])
      } finally {
        stopWaiting()
      }
    },
    end() {
      cancel()
      within?.removeEventListener('abort', expire)
    },
  }
}
