import { type CheckPlan, longestPause, shortestPause } from './spreadChecks.ts'

/** The first index whose value is above the wanted one; the length where there is none. */
function findAbove(values: readonly number[], wanted: number): number {
  let [low, high] = [0, values.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((values[middle] ?? 0) > wanted) high = middle
    else low = middle + 1
  }
  return low
}

/** Reads one row at a place in the other, straight between the points; both begin at 0. */
function interpolate(from: readonly number[], to: readonly number[], place: number): number | undefined {
  const above = findAbove(from, place)
  if (above === from.length) return undefined
  const [x0, y0] = above === 0 ? [0, 0] : [from[above - 1] ?? 0, to[above - 1] ?? 0]
  const [x1, y1] = [from[above] ?? 0, to[above] ?? 0]
  return y0 + ((place - x0) / (x1 - x0)) * (y1 - y0)
}

/**
 * How long to wait before the next check, in milliseconds. `eagerness` 2 checks twice as often as planned.
 *
 * @param elapsed since the submit, in milliseconds
 */
export function findNextCheck(plan: CheckPlan, elapsed: number, eagerness = 1): number {
  const done = interpolate(plan.times, plan.checks, Math.max(elapsed, 0))
  const next = done === undefined ? undefined : interpolate(plan.checks, plan.times, done + 1 / eagerness)
  if (next === undefined) return longestPause
  return Math.min(Math.max(next - Math.max(elapsed, 0), shortestPause), longestPause)
}
