import { findModel } from '../test/support/catalogue.ts'
import type { Benchmark, Row } from './benchmark.ts'
import { computePercentile } from './computePercentile.ts'
import { judge } from './judge.ts'
import { drawFinishTimes, usualFinishTimes } from './polling/drawFinishTimes.ts'
import { simulateOracle } from './polling/simulateOracle.ts'
import { simulateFixedPolling, simulatePolling } from './polling/simulatePolling.ts'
import type { PollingOptions, PollingReport } from './scenarios/polling.ts'
import { runScenario } from './scenarios/runScenario.ts'

const fixedPause = 5_000
const seed = 7
const otherSeeds = Array.from({ length: 20 }, (_each, index) => 100 + index)

interface Figures {
  readonly p50: number
  readonly p95: number
  readonly looks: number
  readonly requests: number
}

function summarize({ lags, looks, requests }: PollingReport): Figures {
  return {
    p50: computePercentile(lags, 50),
    p95: computePercentile(lags, 95),
    looks: looks / lags.length,
    requests: requests / lags.length,
  }
}

function compare(own: Figures, fixed: Figures): Figures {
  return {
    p50: own.p50 / fixed.p50,
    p95: own.p95 / fixed.p95,
    looks: own.looks / fixed.looks,
    requests: own.requests / fixed.requests,
  }
}

/** What the provider feels is a request; where each look is one, both are the same. */
function judgeRatio({ p50, p95, requests }: Figures, reason = ''): string {
  const misses = [
    ...(p50 > 0.5 ? [`p50 ${p50.toFixed(3)}`] : []),
    ...(p95 > 0.5 ? [`p95 ${p95.toFixed(3)}`] : []),
    ...(requests > 1 ? [`requests ${requests.toFixed(3)}`] : []),
  ]
  return judge(misses.length === 0, `${misses.join(', ')}${reason}`)
}

function describe(label: string, { p50, p95, looks, requests }: Figures, goal: string): Row {
  return {
    label,
    cells: [(p50 / 1_000).toFixed(2), (p95 / 1_000).toFixed(2), looks.toFixed(1), requests.toFixed(1), goal],
  }
}

function describeRatio(label: string, ratio: Figures, reason?: string): Row {
  const { p50, p95, looks, requests } = ratio
  return {
    label,
    cells: [p50, p95, looks, requests].map((value) => value.toFixed(2)).concat(judgeRatio(ratio, reason)),
  }
}

/** Whether the seed was a lucky one: the schedule alone, in a world where nothing but waiting takes time. */
function simulateOtherSeeds(count: number, isBatched: boolean): Figures[] {
  const model = findModel(isBatched ? 'runware' : 'runcomfy', 'pro', 'textToVideo')
  return otherSeeds.map((each) => {
    const finishTimes = drawFinishTimes({ ...usualFinishTimes, count, seed: each })
    const own = simulatePolling({ finishTimes, model, duration: 5, slots: 5, seed: each, isBatched })
    const fixed = simulateFixedPolling(finishTimes, fixedPause)
    return {
      p50: own.lagMedian / fixed.lagMedian,
      p95: own.lagP95 / fixed.lagP95,
      looks: own.looksPerGeneration / fixed.looksPerGeneration,
      requests: own.requestsPerGeneration / fixed.requestsPerGeneration,
    }
  })
}

/** What is left to gain where each look is a request. */
function simulateBound(count: number): Figures {
  const options = { ...usualFinishTimes, count, seed }
  const oracle = simulateOracle(options)
  const fixed = simulateFixedPolling(drawFinishTimes(options), fixedPause)
  const looks = oracle.looksPerGeneration / fixed.looksPerGeneration
  return {
    p50: oracle.lagMedian / fixed.lagMedian,
    p95: oracle.lagP95 / fixed.lagP95,
    looks,
    requests: looks,
  }
}

function describeSeeds(label: string, ratios: readonly Figures[]): Row {
  const range = (pick: (ratio: Figures) => number) => {
    const values = ratios.map(pick)
    return `${Math.min(...values).toFixed(2)}-${Math.max(...values).toFixed(2)}`
  }
  return {
    label,
    cells: [range((r) => r.p50), range((r) => r.p95), range((r) => r.looks), range((r) => r.requests), ''],
  }
}

/**
 * How long a finished video lies at the provider until it stands in Discord, and what it costs to find it so soon: the whole bot
 * between both sandboxes, once with its own schedule and once with a check every five seconds, with the same finish times.
 */
export const delivery: Benchmark = {
  name: 'delivery',
  async measure({ isQuick }) {
    const count = isQuick ? 5 : 200
    const play = (options: Pick<PollingOptions, 'provider' | 'pause'>) =>
      runScenario<PollingReport>('./polling.js', { ...options, count, seed }).then(summarize)
    const [fixed, alone] = await Promise.all([
      play({ provider: 'runcomfy', pause: fixedPause }),
      play({ provider: 'runcomfy' }),
    ])
    const [fixedShared, shared] = await Promise.all([
      play({ provider: 'runware', pause: fixedPause }),
      play({ provider: 'runware' }),
    ])
    const { median, spread, slower, shift } = usualFinishTimes
    const bound = simulateBound(count)
    const boundText = `; knowing all beforehand: p50 ${bound.p50.toFixed(2)}, p95 ${bound.p95.toFixed(2)}`
    const simulated = { alone: simulateOtherSeeds(count, false), shared: simulateOtherSeeds(count, true) }
    return {
      caption:
        `${count} videos, five at a time, in faked time: seconds from the finish at the provider to the last edit at Discord, and looks and\n` +
        `check requests for each. Finish times: log-normal, median ${median / 1_000} s, sigma ${spread}; ${slower.percent} % take ${slower.from} to ${slower.to} times as long; from the\n` +
        `middle on all take ${shift} times as long, which nobody is told. Seed ${seed}. At RunComfy a look is a request, at Runware many share one.`,
      columns: ['lag p50', 'lag p95', 'looks', 'requests', 'goal'],
      rows: [
        describe('every 5 s, a request each', fixed, ''),
        describe('this bot at RunComfy', alone, ''),
        describeRatio('  ratio', compare(alone, fixed), boundText),
        describe('this bot at Runware', shared, ''),
        describeRatio('  ratio', compare(shared, fixed)),
        describe('every 5 s, shared requests', fixedShared, ''),
        describeSeeds('20 seeds simulated, RunComfy', simulated.alone),
        describeSeeds('20 seeds simulated, Runware', simulated.shared),
      ],
      details: {
        finishTimes: { ...usualFinishTimes, count, seed },
        fixedPause,
        measured: { fixed, alone, fixedShared, shared },
        ratios: {
          alone: compare(alone, fixed),
          shared: compare(shared, fixed),
          sharedToFixedShared: compare(shared, fixedShared),
        },
        bound,
        simulated,
      },
    }
  },
}
