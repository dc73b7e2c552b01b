import type { Clock } from '../../src/domain/clock.ts'

/** A clock that stands still until it is told. */
export interface SteppedClock extends Clock {
  /** Sets the time, which may also be earlier, and runs the timers that are due by then, the earliest first. */
  moveTo(time: number): void
  /** When the next timer is due. */
  readonly nextTimerAt: number | undefined
}

interface Timer {
  readonly at: number
  readonly run: () => void
}

export function createSteppedClock(start: number): SteppedClock {
  const timers = new Set<Timer>()
  let now = start

  function findNext(): Timer | undefined {
    let next: Timer | undefined
    for (const timer of timers) if (next === undefined || timer.at < next.at) next = timer
    return next
  }

  return {
    now: () => now,
    after(milliseconds, run) {
      // Whole milliseconds, as those of a real clock.
      const timer = { at: Math.ceil(now + Math.max(milliseconds, 0)), run }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    moveTo(time) {
      now = time
      const due = [...timers].filter(({ at }) => at <= now).sort((one, other) => one.at - other.at)
      // One that is due may cancel another.
      for (const timer of due) if (timers.delete(timer)) timer.run()
    },
    get nextTimerAt() {
      return findNext()?.at
    },
  }
}
