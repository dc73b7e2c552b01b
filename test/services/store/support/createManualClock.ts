import type { Clock } from '../../../../src/domain/clock.ts'

export interface ManualClock extends Clock {
  /** Moves the time and runs what is due on the way. */
  advance(milliseconds: number): void
  /** Timers that wait still. */
  countTimers(): number
}

export function createManualClock(start = Date.UTC(2026, 0, 1)): ManualClock {
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
        now = next.at
        next.run()
      }
      now = end
    },
    countTimers: () => timers.size,
  }
}
