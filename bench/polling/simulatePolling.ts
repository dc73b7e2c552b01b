import type { Model } from '../../src/domain/models.ts'
import { computeLeeway, nextPollDelay } from '../../src/services/generation/polling/pollPlan.ts'
import { createRenderTimes } from '../../src/services/generation/polling/renderTimes.ts'
import { computePercentile } from '../computePercentile.ts'
import { createRandom } from './drawFinishTimes.ts'

export interface PollingFigures {
  /** From the finish at the provider to the check that found it, in milliseconds. */
  readonly lagMedian: number
  readonly lagP95: number
  readonly lagMean: number
  /** How often a render was looked at. */
  readonly looksPerGeneration: number
  /** How many requests that took: where the API allows, one looks at many. */
  readonly requestsPerGeneration: number
}

export interface PollingOptions {
  /** In the order of the submits; milliseconds. */
  readonly finishTimes: readonly number[]
  readonly model: Model
  /** Seconds of video. */
  readonly duration: number
  /** How many render at once. */
  readonly slots: number
  readonly seed: number
  /** Whether one request looks at many. */
  readonly isBatched: boolean
}

interface Look {
  readonly index: number
  readonly submittedAt: number
  at: number
  /** What may come along with others from then on. */
  from: number
  lastLook: number
}

const pauseBetween = 2_000

function summarize(lags: readonly number[], looks: number, requests: number): PollingFigures {
  return {
    lagMedian: computePercentile(lags, 50),
    lagP95: computePercentile(lags, 95),
    lagMean: lags.reduce((sum, lag) => sum + lag, 0) / lags.length,
    looksPerGeneration: looks / lags.length,
    requestsPerGeneration: requests / lags.length,
  }
}

/** The bot's own schedule, learning as it goes, in a world where nothing but the waiting takes time. */
export function simulatePolling(options: PollingOptions): PollingFigures {
  const { finishTimes, model, duration, slots, seed, isBatched } = options
  const renderTimes = createRenderTimes()
  const random = createRandom(seed)
  const open: Look[] = []
  const lags: number[] = []
  let [begun, looks, requests] = [0, 0, 0]

  const findDelay = (elapsed: number) =>
    nextPollDelay({
      model,
      plan: renderTimes.planFor(model, duration),
      elapsed,
      failures: 0,
      fraction: random(),
      companions: isBatched ? open.length : 1,
    })

  function plan(look: Look, now: number): void {
    const delay = findDelay(now - look.submittedAt)
    look.at = now + delay
    look.from = look.at - (isBatched ? computeLeeway(delay) : 0)
  }

  function submit(at: number): void {
    if (begun >= finishTimes.length) return
    const look = { index: begun, submittedAt: at, at, from: at, lastLook: 0 }
    begun += 1
    open.push(look)
    plan(look, at)
  }

  function lookAt(look: Look, now: number): void {
    const elapsed = now - look.submittedAt
    const finishedAt = finishTimes[look.index] ?? 0
    looks += 1
    if (elapsed < finishedAt) {
      look.lastLook = elapsed
      plan(look, now)
      return
    }
    lags.push(elapsed - finishedAt)
    renderTimes.record(model, duration, { after: look.lastLook, by: elapsed })
    open.splice(open.indexOf(look), 1)
    submit(now + pauseBetween)
  }

  for (let slot = 0; slot < slots; slot += 1) submit(slot * 7_000)
  while (open.length > 0) {
    const now = Math.min(...open.map(({ at }) => at))
    const due = open.filter(({ from }) => from <= now)
    requests += isBatched ? 1 : due.length
    for (const look of due) lookAt(look, now)
  }
  return summarize(lags, looks, requests)
}

/** The yardstick: one look at each render every so many milliseconds, one request each. */
export function simulateFixedPolling(finishTimes: readonly number[], pause: number): PollingFigures {
  const looks = finishTimes.map((time) => Math.ceil(time / pause))
  const count = looks.reduce((sum, each) => sum + each, 0)
  return summarize(
    finishTimes.map((time, index) => (looks[index] ?? 0) * pause - time),
    count,
    count,
  )
}
