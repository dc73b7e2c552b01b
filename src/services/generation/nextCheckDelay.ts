import { seconds } from '../../domain/clock.ts'
import type { Model } from '../../domain/models.ts'
import { computeBackOff } from './computeBackOff.ts'

export interface CheckMoment {
  readonly model: Pick<Model, 'expectedRender' | 'overdueAfter'>
  /** Since the submit, in milliseconds. */
  readonly elapsed: number
  /** Failed checks in a row. */
  readonly failures: number
  /** A random number in [0, 1), so that those that failed together do not come back together. */
  readonly fraction: number
}

const often = seconds(5)
const rarely = seconds(60)
const backOff = { first: seconds(5), longest: rarely }

/** Before this share of the expected time a finish is unlikely. */
const earlyShare = 0.4
/** After this many times the expected time it is anybody's guess. */
const lateShare = 2

/**
 * How long to wait before the next check, in milliseconds: often while the finish is likely, less before and after, rarely
 * once it is overdue, and with a back-off while checks fail.
 */
export function nextCheckDelay({ model, elapsed, failures, fraction }: CheckMoment): number {
  if (elapsed >= model.overdueAfter) return rarely
  const untilOverdue = Math.max(model.overdueAfter - elapsed, seconds(1))
  return Math.min(untilOverdue, failures > 0 ? computeBackOff(backOff, failures, fraction) : calmDelay(model, elapsed))
}

function calmDelay(model: CheckMoment['model'], elapsed: number): number {
  if (elapsed < often) return often
  if (elapsed < model.expectedRender * earlyShare) return Math.min(model.expectedRender / 12, seconds(30))
  return elapsed <= model.expectedRender * lateShare ? often : often * 2
}
