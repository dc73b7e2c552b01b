import type { Clock } from '../../src/domain/clock.ts'

/** A clock that runs as another one does, and can be put forward. */
export interface ShiftedClock extends Clock {
  /** How far it is ahead of the other one, in milliseconds. */
  readonly ahead: number
  /**
   * Puts it forward to be so far ahead, as if the machine had slept: what is due by then runs at once, the earliest first,
   * and what it plans in turn is planned from then on. Never goes back.
   */
  putForward(ahead: number): void
}

interface Timer {
  readonly at: number
  readonly run: () => void
  cancel: () => void
}

export function createShiftedClock({ clock, ahead: start = 0 }: { clock: Clock; ahead?: number }): ShiftedClock {
  const timers = new Set<Timer>()
  let ahead = start

  const now = () => clock.now() + ahead

  function wait(timer: Timer): void {
    timer.cancel = clock.after(Math.max(timer.at - now(), 0), () => {
      timers.delete(timer)
      timer.run()
    })
  }

  return {
    now,
    after(milliseconds, run) {
      const timer: Timer = { at: now() + milliseconds, run, cancel: () => {} }
      timers.add(timer)
      wait(timer)
      return () => {
        timers.delete(timer)
        timer.cancel()
      }
    },
    get ahead() {
      return ahead
    },
    putForward(further) {
      if (further <= ahead) return
      ahead = further
      const due: Timer[] = []
      for (const timer of timers) {
        timer.cancel()
        if (timer.at <= now()) due.push(timer)
        else wait(timer)
      }
      due.sort((one, other) => one.at - other.at)
      // One that is due may cancel another.
      for (const timer of due) if (timers.delete(timer)) timer.run()
    },
  }
}
