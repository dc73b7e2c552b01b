import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Clock } from '../../src/domain/clock.ts'

export interface ManualClock extends Clock {
  /** Moves the time timer by timer, letting promises settle in between. */
  advance(milliseconds: number): Promise<void>
}

/** Where nothing real is waited for, promises settle within so many turns of the event loop. */
const turns = 4

/** A clock that stands still until it is told, for services that are joined without any real input or output. */
export function createManualClock(start: number): ManualClock {
  const timers = new Set<{ readonly at: number; readonly run: () => void }>()
  let now = start

  async function settle(): Promise<void> {
    for (let turn = 0; turn < turns; turn += 1) await nextTurn()
  }

  const findNext = () => [...timers].reduce((soonest, { at }) => Math.min(soonest, at), Number.POSITIVE_INFINITY)

  return {
    now: () => now,
    after(milliseconds, run) {
      const timer = { at: now + Math.max(milliseconds, 0), run }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    async advance(milliseconds) {
      const end = now + milliseconds
      await settle()
      for (let next = findNext(); next <= end; next = findNext()) {
        now = Math.max(now, next)
        for (const timer of [...timers].filter(({ at }) => at <= now)) if (timers.delete(timer)) timer.run()
        await settle()
      }
      now = end
    },
  }
}
