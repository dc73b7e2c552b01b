import { seconds } from '../../../domain/clock.ts'
import type { Model } from '../../../domain/models.ts'
import { computeBackOff } from '../../../lib/timers.ts'
import type { Prediction } from './finishTimes.ts'

// When to poll one render: a few polls, most of them where the finish is likely.

/** How many polls a render has had by then, were it still going on. */
export interface PollPlan {
  /** Milliseconds since the submit, rising. */
  readonly times: readonly number[]
  readonly polls: readonly number[]
}

export const shortestPause = seconds(1.5)
export const longestPause = seconds(30)
/** As many polls as one every so often would be: the plan only moves them to where they help. */
export const meanPause = seconds(5)

/**
 * For the least mean delay at a given number of polls, the pause goes with the hazard (the chance of a finish in the next
 * moment) to the power of -0.5. A little less than that takes the sting out of the rare early and late ones.
 *
 * @see https://doi.org/10.1287/mnsc.21.3.256 (Keller, Optimum Checking Schedules for Systems Subject to Random Failure)
 */
const power = 0.4

/** Of the budget: the first poll is not planned here, and nobody finishes in the very moment of a poll. */
const reserve = 2

interface Cell {
  readonly length: number
  readonly unfinished: number
  readonly hazard: number
}

function divide({ times, unfinished }: Prediction): Cell[] {
  return times.map((time, index) => {
    const [from, before] = index === 0 ? [0, 1] : [times[index - 1] ?? 0, unfinished[index - 1] ?? 1]
    const length = time - from
    const finished = Math.max(before - (unfinished[index] ?? 0), 0)
    return { length, unfinished: before, hazard: Math.max(finished / Math.max(before, 1e-9) / length, 1e-9) }
  })
}

function rateOf({ hazard }: Cell, scale: number): number {
  return Math.min(Math.max(scale * hazard ** power, 1 / longestPause), 1 / shortestPause)
}

function countExpected(cells: readonly Cell[], scale: number): number {
  return cells.reduce((sum, cell) => sum + cell.unfinished * cell.length * rateOf(cell, scale), 0)
}

/** Spends as many polls as a poller with the mean pause would, most of them where the finish is likely. */
export function spreadPolls(prediction: Prediction): PollPlan {
  const cells = divide(prediction)
  const meanFinish = cells.reduce((sum, cell) => sum + cell.unfinished * cell.length, 0)
  const budget = Math.max(meanFinish / meanPause - reserve, 1)
  let [low, high] = [1e-6, 10]
  for (let step = 0; step < 30; step += 1) {
    const scale = Math.sqrt(low * high)
    if (countExpected(cells, scale) < budget) low = scale
    else high = scale
  }
  let polls = 0
  return {
    times: prediction.times,
    polls: cells.map((cell) => {
      polls += cell.length * rateOf(cell, low)
      return polls
    }),
  }
}

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
 * How long to wait before the next poll, in milliseconds. `eagerness` 2 polls twice as often as planned.
 *
 * @param elapsed since the submit, in milliseconds
 */
export function computeNextPause(plan: PollPlan, elapsed: number, eagerness = 1): number {
  const done = interpolate(plan.times, plan.polls, Math.max(elapsed, 0))
  const next = done === undefined ? undefined : interpolate(plan.polls, plan.times, done + 1 / eagerness)
  if (next === undefined) return longestPause
  return Math.min(Math.max(next - Math.max(elapsed, 0), shortestPause), longestPause)
}

export const longestLeeway = seconds(2)

/** How much earlier than planned a poll may come along with others, in milliseconds, where one request carries many. */
export function computeLeeway(delay: number): number {
  return Math.min(delay / 2, longestLeeway)
}

export interface PollMoment {
  readonly model: Pick<Model, 'overdueAfter'>
  readonly plan: PollPlan
  /** Since the submit, in milliseconds. */
  readonly elapsed: number
  /** Failed polls in a row. */
  readonly failures: number
  /** A random number in [0, 1), so that those that began or failed together do not come back together. */
  readonly fraction: number
  /** How many share a request with this one, itself included. */
  readonly companions: number
}

/** What fails at the provider mostly fails early, and whether it renders or waits there is worth knowing. */
const firstPoll = seconds(5)
const rarely = seconds(60)
const backOff = { first: seconds(5), longest: rarely }
const jitter = 0.05

/** Above so many companions the requests are full, and a look costs as much as it does alone. */
const crowd = 50
const mostEager = 1.5

/**
 * Shared requests make looks cheaper: three companions with half as many looks again need fewer requests than each alone.
 */
function computeEagerness(companions: number): number {
  return companions > crowd ? 1 : Math.min(Math.max(companions / 2, 1), mostEager)
}

/**
 * How long to wait before the next poll, in milliseconds: as planned from what was learned, rarely once it is overdue, and
 * with a back-off while polls fail.
 */
export function nextPollDelay({ model, plan, elapsed, failures, fraction, companions }: PollMoment): number {
  if (elapsed >= model.overdueAfter) return rarely
  const untilOverdue = Math.max(model.overdueAfter - elapsed, seconds(1))
  if (failures > 0) return Math.min(untilOverdue, computeBackOff(backOff, failures, fraction))
  if (elapsed < firstPoll / 2) return firstPoll - Math.max(elapsed, 0) + jitter * fraction * firstPoll
  const planned = computeNextPause(plan, elapsed, computeEagerness(companions))
  return Math.min(untilOverdue, Math.round(planned * (1 - jitter * fraction)))
}
