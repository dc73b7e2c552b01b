import type { Clock } from '../../../../src/domain/clock.ts'

export interface ManualClock extends Clock {
  /** Moves the time and runs what is due by then. */
  advance(milliseconds: number): void
  /** Timers that were neither run nor cancelled. */
  countTimers(): number
}

export function createManualClock(start = Date.UTC(2026, 0, 1)): ManualClock {
  let now = start
  const timers = new Set<{ readonly at: number; readonly run: () => void }>()
  return {
    now: () => now,
    after(milliseconds, run) {
      const timer = { at: now + milliseconds, run }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    advance(milliseconds) {
      now += milliseconds
      for (const timer of [...timers].filter(({ at }) => at <= now)) {
        timers.delete(timer)
        timer.run()
      }
    },
    countTimers: () => timers.size,
  }
}
