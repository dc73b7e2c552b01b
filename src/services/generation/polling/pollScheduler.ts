import { type Clock, minutes } from '../../../domain/clock.ts'
import type { Timers } from '../../../lib/timers.ts'
import { longestLeeway } from './pollPlan.ts'

/** When which generation is polled. */
export interface PollRounds {
  /**
   * Plans the next poll; a known plan is replaced. It may come so much earlier (the leeway, in milliseconds) when others are
   * polled.
   */
  plan(generationId: string, delay: number, leeway?: number): void
  isPlanned(generationId: string): boolean
  drop(generationId: string): void
}

export interface PollRoundsDependencies {
  readonly clock: Pick<Clock, 'now'>
  readonly timers: Pick<Timers, 'after'>
  /** Polls all that are due together. */
  readonly poll: (generationIds: readonly string[]) => void
}

interface Plan {
  readonly at: number
  readonly leeway: number
}

/** No poll is planned further ahead; a plan that seems so was made before the clock was set back. */
const farthest = minutes(15)
/** Plans are kept in slots of this length, so that a round looks at the nearest two only. */
const slotLength = longestLeeway

const slotOf = (at: number) => Math.floor(at / slotLength)

/** One timer for all open generations. */
export function createPollRounds({ clock, timers, poll }: PollRoundsDependencies): PollRounds {
  const slots = new Map<number, Map<string, Plan>>()
  const slotsOfIds = new Map<string, number>()
  let wakeAt: number | undefined
  let cancelWake = () => {}

  function remove(id: string): void {
    const slot = slotsOfIds.get(id)
    if (slot === undefined) return
    slotsOfIds.delete(id)
    const plans = slots.get(slot)
    plans?.delete(id)
    if (plans?.size === 0) slots.delete(slot)
  }

  /** There are never more slots than the farthest plan needs, whatever the number of plans. */
  function findDue(now: number): string[] {
    const near = slotOf(now) + 1
    const strange = slotOf(now + farthest) + 1
    return [...slots].flatMap(([slot, plans]) => {
      if (slot < slotOf(now) || slot > strange) return [...plans.keys()]
      if (slot > near) return []
      return [...plans].filter(([, { at, leeway }]) => at - leeway <= now).map(([id]) => id)
    })
  }

  function findNext(): number | undefined {
    if (slots.size === 0) return undefined
    const [first] = [...slots.keys()].sort((one, other) => one - other)
    const plans = first === undefined ? [] : [...(slots.get(first)?.values() ?? [])]
    return plans.reduce((soonest, { at }) => Math.min(soonest, at), Number.POSITIVE_INFINITY)
  }

  function wake(): void {
    wakeAt = undefined
    const due = findDue(clock.now())
    for (const id of due) remove(id)
    if (due.length > 0) poll(due)
    const next = findNext()
    if (next !== undefined) wakeNoLaterThan(next)
  }

  function wakeNoLaterThan(at: number): void {
    const now = clock.now()
    // One in the past sleeps on: the clock was set ahead.
    if (wakeAt !== undefined && wakeAt <= at && wakeAt >= now) return
    cancelWake()
    wakeAt = Math.min(at, wakeAt ?? at)
    cancelWake = timers.after(Math.max(wakeAt - now, 0), wake)
  }

  return {
    plan(generationId, delay, leeway = 0) {
      remove(generationId)
      const at = clock.now() + Math.min(delay, farthest)
      const slot = slotOf(at)
      const plans = slots.get(slot) ?? new Map<string, Plan>()
      plans.set(generationId, { at, leeway: Math.min(leeway, slotLength) })
      slots.set(slot, plans)
      slotsOfIds.set(generationId, slot)
      wakeNoLaterThan(at)
    },
    isPlanned: (generationId) => slotsOfIds.has(generationId),
    drop: remove,
  }
}
