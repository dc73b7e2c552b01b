import type { Clock } from '../../domain/clock.ts'

export interface Deadline {
  /** Aborted when the time is over. */
  readonly signal: AbortSignal
  /** Something moved: the idle time begins anew. */
  touch(): void
  /** Ends the timers, and whatever still listens to the signal. */
  end(): void
}

/** Aborts after `total` milliseconds, and before that when nothing moved for `idle` milliseconds. */
export function createDeadline(clock: Clock, { idle, total }: { idle: number; total: number }): Deadline {
  const controller = new AbortController()
  const abort = () => controller.abort()
  const cancelTotal = clock.after(total, abort)
  let cancelIdle = clock.after(idle, abort)
  return {
    signal: controller.signal,
    touch() {
      cancelIdle()
      cancelIdle = clock.after(idle, abort)
    },
    end() {
      cancelIdle()
      cancelTotal()
      abort()
    },
  }
}
