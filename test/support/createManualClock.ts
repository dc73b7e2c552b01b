import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Clock } from '../../src/domain/clock.ts'

export interface ManualClock extends Clock {
  /** Moves the time timer by timer, letting promises settle in between. Real input and output is not waited for. */
  advance(milliseconds: number): Promise<void>
  /** Sets the time without running anything, as an operator or a time server would. */
  jump(milliseconds: number): void
  /** Timers that wait still. */
  countTimers(): number
}

interface Timer {
  readonly at: number
  readonly run: () => void
}

/** A clock that stands still until it is told. Timers follow the time that was advanced, not jumps. */
export function createManualClock(start = Date.UTC(2026, 0, 1)): ManualClock {
  const timers = new Set<Timer>()
  let elapsed = 0
  let base = start

  const findNext = (end: number): Timer | undefined => {
    let next: Timer | undefined
    for (const timer of timers) if (timer.at <= end && (next === undefined || timer.at < next.at)) next = timer
    return next
  }

  return {
    now: () => base + elapsed,
    after(milliseconds, run) {
      const timer = { at: elapsed + milliseconds, run }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    async advance(milliseconds) {
      const end = elapsed + milliseconds
      await nextTurn()
      for (let next = findNext(end); next !== undefined; next = findNext(end)) {
        timers.delete(next)
        elapsed = Math.max(elapsed, next.at)
        next.run()
        await nextTurn()
      }
      elapsed = end
    },
    jump(milliseconds) {
      base += milliseconds
    },
    countTimers: () => timers.size,
  }
}
