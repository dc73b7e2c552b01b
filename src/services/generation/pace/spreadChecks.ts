import { seconds } from '../../../domain/clock.ts'
import type { Prediction } from './predictFinish.ts'

/** How many checks a render has had by then, were it still going on. */
export interface CheckPlan {
  /** Milliseconds since the submit, rising. */
  readonly times: readonly number[]
  readonly checks: readonly number[]
}

export const shortestPause = seconds(1.5)
export const longestPause = seconds(30)
/** As many checks as one every so often would be: the plan only moves them to where they help. */
export const meanPause = seconds(5)

/**
 * For the least mean delay at a given number of checks, the pause goes with the hazard (the chance of a finish in the next
 * moment) to the power of -0.5. A little less than that takes the sting out of the rare early and late ones.
 *
 * @see https://doi.org/10.1287/mnsc.21.3.256 (Keller, Optimum Checking Schedules for Systems Subject to Random Failure)
 */
const power = 0.4

/** Of the budget: the first check is not planned here, and nobody finishes in the very moment of a check. */
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

/** Spends as many checks as a poller with the mean pause would, most of them where the finish is likely. */
export function spreadChecks(prediction: Prediction): CheckPlan {
  const cells = divide(prediction)
  const meanFinish = cells.reduce((sum, cell) => sum + cell.unfinished * cell.length, 0)
  const budget = Math.max(meanFinish / meanPause - reserve, 1)
  let [low, high] = [1e-6, 10]
  for (let step = 0; step < 30; step += 1) {
    const scale = Math.sqrt(low * high)
    if (countExpected(cells, scale) < budget) low = scale
    else high = scale
  }
  let checks = 0
  return {
    times: prediction.times,
    checks: cells.map((cell) => {
      checks += cell.length * rateOf(cell, low)
      return checks
    }),
  }
}
