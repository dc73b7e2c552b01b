import { seconds } from '../../domain/clock.ts'
import type { Model } from '../../domain/models.ts'
import { computeBackOff } from '../../lib/backOff.ts'
import { findNextCheck } from './pace/findNextCheck.ts'
import type { CheckPlan } from './pace/spreadChecks.ts'

export interface CheckMoment {
  readonly model: Pick<Model, 'overdueAfter'>
  readonly plan: CheckPlan
  /** Since the submit, in milliseconds. */
  readonly elapsed: number
  /** Failed checks in a row. */
  readonly failures: number
  /** A random number in [0, 1), so that those that began or failed together do not come back together. */
  readonly fraction: number
  /** How many share a request with this one, itself included. */
  readonly companions: number
}

/** What fails at the provider mostly fails early, and whether it renders or waits there is worth knowing. */
const firstCheck = seconds(5)
const rarely = seconds(60)
const backOff = { first: seconds(5), longest: rarely }
const jitter = 0.05

/** Above so many companions the requests are full, and a look costs as much as it does alone. */
const crowd = 50
const mostEager = 1.5

/**
 * Shared requests make looks cheaper: three companions with half as many looks again need fewer requests than each alone.
 */
function findEagerness(companions: number): number {
  return companions > crowd ? 1 : Math.min(Math.max(companions / 2, 1), mostEager)
}

/**
 * How long to wait before the next check, in milliseconds: as planned from what was learned, rarely once it is overdue, and
 * with a back-off while checks fail.
 */
export function nextCheckDelay({ model, plan, elapsed, failures, fraction, companions }: CheckMoment): number {
  if (elapsed >= model.overdueAfter) return rarely
  const untilOverdue = Math.max(model.overdueAfter - elapsed, seconds(1))
  if (failures > 0) return Math.min(untilOverdue, computeBackOff(backOff, failures, fraction))
  if (elapsed < firstCheck / 2) return firstCheck - Math.max(elapsed, 0) + jitter * fraction * firstCheck
  const planned = findNextCheck(plan, elapsed, findEagerness(companions))
  return Math.min(untilOverdue, Math.round(planned * (1 - jitter * fraction)))
}
