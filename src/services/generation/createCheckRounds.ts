import { type Clock, minutes, seconds } from '../../domain/clock.ts'
import type { Timers } from './createTimers.ts'

/** When which generation is checked. */
export interface CheckRounds {
  /** Plans the next check; a known plan is replaced. */
  plan(generationId: string, delay: number): void
  isPlanned(generationId: string): boolean
  drop(generationId: string): void
}

export interface CheckRoundsDependencies {
  readonly clock: Pick<Clock, 'now'>
  readonly timers: Pick<Timers, 'after'>
  /** Checks all that are due together. */
  readonly check: (generationIds: readonly string[]) => void
}

/** What is due so soon comes along, so that one request carries many. */
const comesAlong = seconds(1)
/** No check is planned further ahead; a plan that seems so was made before the clock was set back. */
const farthest = minutes(5)

/** One timer for all open generations. */
export function createCheckRounds({ clock, timers, check }: CheckRoundsDependencies): CheckRounds {
  const plans = new Map<string, number>()
  let wakeAt: number | undefined
  let cancelWake = () => {}

  function wake(): void {
    wakeAt = undefined
    const now = clock.now()
    const due = [...plans].filter(([, at]) => at <= now + comesAlong || at > now + farthest).map(([id]) => id)
    for (const id of due) plans.delete(id)
    if (due.length > 0) check(due)
    let next = Number.POSITIVE_INFINITY
    for (const at of plans.values()) next = Math.min(next, at)
    if (plans.size > 0) wakeNoLaterThan(next)
  }

  function wakeNoLaterThan(at: number): void {
    if (wakeAt !== undefined && wakeAt <= at) return
    cancelWake()
    wakeAt = at
    cancelWake = timers.after(Math.max(at - clock.now(), 0), wake)
  }

  return {
    plan(generationId, delay) {
      const at = clock.now() + Math.min(delay, farthest)
      plans.set(generationId, at)
      wakeNoLaterThan(at)
    },
    isPlanned: (generationId) => plans.has(generationId),
    drop(generationId) {
      plans.delete(generationId)
    },
  }
}
