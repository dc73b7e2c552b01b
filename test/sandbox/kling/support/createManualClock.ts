import type { SandboxClock } from '../../../../sandbox/kling/clock.ts'

interface Alarm {
  readonly at: number
  readonly run: () => void
}

export interface ManualClock extends SandboxClock {
  /** Turns the clock, ringing what is due on the way. */
  advance(milliseconds: number): void
  /** What still waits to ring. */
  readonly waiting: number
}

export function createManualClock(start = Date.UTC(2030, 0, 1)): ManualClock {
  const alarms = new Set<Alarm>()
  let now = start
  return {
    now: () => now,
    after(milliseconds, run) {
      const alarm = { at: now + milliseconds, run }
      alarms.add(alarm)
      return () => void alarms.delete(alarm)
    },
    advance(milliseconds) {
      const end = now + milliseconds
      for (;;) {
        const [next] = [...alarms].filter(({ at }) => at <= end).sort((one, other) => one.at - other.at)
        if (next === undefined) break
        alarms.delete(next)
        now = Math.max(now, next.at)
        next.run()
      }
      now = end
    },
    get waiting() {
      return alarms.size
    },
  }
}
