import type { Clock } from '../../src/domain/clock.ts'

/** A clock that runs as another one does, and can be put forward. */
export interface ShiftedClock extends Clock {
  /** How far it is ahead of the other one, in milliseconds. */
  readonly ahead: number
  /**
   * Puts it forward to be so far ahead. What becomes due by that runs at once, in order and each at its own time, also what
   * is only asked for on the way. Never goes back.
   */
  putForward(ahead: number): void
}

interface Timer {
  readonly at: number
  readonly run: () => void
  cancel: () => void
}

/** As a real clock's: something that asks for no time at all again and again would stop it. */
const shortestWait = 1

export function createShiftedClock({ clock, ahead: start = 0 }: { clock: Clock; ahead?: number }): ShiftedClock {
  const timers = new Set<Timer>()
  let ahead = start
  /** The time while it is put forward. */
  let passing: number | undefined

  const now = () => passing ?? clock.now() + ahead

  function wait(timer: Timer): void {
    timer.cancel = clock.after(Math.max(timer.at - clock.now() - ahead, 0), () => {
      timers.delete(timer)
      timer.run()
    })
  }

  function takeDue(until: number): Timer | undefined {
    let next: Timer | undefined
    for (const timer of timers) if (timer.at <= until && (next === undefined || timer.at < next.at)) next = timer
    if (next !== undefined) timers.delete(next)
    return next
  }

  return {
    now,
    after(milliseconds, run) {
      const timer: Timer = { at: now() + Math.max(milliseconds, shortestWait), run, cancel: () => {} }
      timers.add(timer)
      if (passing === undefined) wait(timer)
      return () => {
        timers.delete(timer)
        timer.cancel()
      }
    },
    get ahead() {
      return ahead
    },
    putForward(further) {
      if (further <= ahead || passing !== undefined) return
      const until = clock.now() + further
      for (const timer of timers) timer.cancel()
      try {
        for (let timer = takeDue(until); timer !== undefined; timer = takeDue(until)) {
          passing = Math.max(timer.at, passing ?? 0)
          timer.run()
        }
      } finally {
        passing = undefined
        ahead = further
        for (const timer of timers) wait(timer)
      }
    },
  }
}
