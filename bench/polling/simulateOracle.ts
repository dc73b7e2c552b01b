import { computeNextPause, spreadPolls } from '../../src/services/generation/polling/pollPlan.ts'
import { computePercentile } from '../computePercentile.ts'
import { drawFinishTimes, type FinishTimes } from './drawFinishTimes.ts'

const points = 240
const first = 2_000
const last = 1_200_000
const draws = 20_000

/** The chance of not being finished by then, read from very many draws. */
function findTruth(options: FinishTimes) {
  const ratio = (last / first) ** (1 / (points - 1))
  const times = Array.from({ length: points }, (_, index) => first * ratio ** index)
  const drawn = drawFinishTimes({ ...options, count: draws, seed: options.seed + 1 })
  const unfinished = times.map((time) => drawn.filter((finish) => finish > time).length / draws)
  return { times, unfinished }
}

/**
 * A bound rather than a competitor: the same way of spreading checks, by somebody who knows from the first render on how finish
 * times are distributed, and when that changes. Lags in milliseconds.
 */
export function simulateOracle(options: FinishTimes): {
  lagMedian: number
  lagP95: number
  looksPerGeneration: number
} {
  const plans = [1, options.shift].map((factor) =>
    spreadPolls(findTruth({ ...options, median: options.median * factor, shift: 1 })),
  )
  let looks = 0
  const lags = drawFinishTimes(options).map((finish, index) => {
    const plan = plans[index < options.count / 2 ? 0 : 1]
    let elapsed = 0
    while (elapsed < finish && plan !== undefined) {
      elapsed += computeNextPause(plan, elapsed)
      looks += 1
    }
    return elapsed - finish
  })
  return {
    lagMedian: computePercentile(lags, 50),
    lagP95: computePercentile(lags, 95),
    looksPerGeneration: looks / lags.length,
  }
}
