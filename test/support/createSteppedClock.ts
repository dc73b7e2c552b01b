import type { Clock } from '../../src/domain/clock.ts'

export interface SteppedClock extends Clock {
  /** Moves the time and runs what is due on the way, all in one turn of the event loop. */
  advance(milliseconds: number): void
  /** Timers that wait still. */
  countTimers(): number
}

/** A clock that stands still until it is told. Where promises have to settle between two timers, see `createManualClock`. */
export function createSteppedClock(start = Date.UTC(2026, 0, 1)): SteppedClock {
  let now = start
  const timers = new Set<{ at: number; run: () => void }>()
  return {
    now: () => now,
    after(milliseconds, run) {
      const timer = { at: now + milliseconds, run }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    advance(milliseconds) {
      const end = now + milliseconds
      for (;;) {
        const [next] = [...timers].filter(({ at }) => at <= end).sort((one, other) => one.at - other.at)
        if (next === undefined) break
        timers.delete(next)
        now = Math.max(now, next.at)
        next.run()
      }
      now = end
    },
    countTimers: () => timers.size,
  }
}
