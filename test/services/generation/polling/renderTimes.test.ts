import { describe, expect, test } from 'vitest'
import { minutes, seconds } from '../../../../src/domain/clock.ts'
import {
  computeTypicalRange,
  type Finish,
  isTelling,
  middleOf,
  predictFinish,
  weighFinishes,
} from '../../../../src/services/generation/polling/finishTimes.ts'
import {
  computeNextPause,
  longestPause,
  meanPause,
  shortestPause,
  spreadPolls,
} from '../../../../src/services/generation/polling/pollPlan.ts'
import { createRenderTimes } from '../../../../src/services/generation/polling/renderTimes.ts'
import { findModel } from '../../../support/catalogue.ts'

const pro = findModel('runware', 'pro', 'textToVideo')
const at = (...times: number[]): Finish[] => times.map((time) => ({ after: seconds(time - 1), by: seconds(time + 1) }))
const around = (middle: number, count: number) =>
  at(...Array.from({ length: count }, (_, index) => middle * (0.8 + (0.4 * ((index * 4) % 9)) / 8)))

const plan = (finishes: readonly Finish[]) => spreadPolls(predictFinish(finishes, seconds(180), minutes(10)))
const pauseAt = (finishes: readonly Finish[], elapsed: number) => computeNextPause(plan(finishes), seconds(elapsed))

/** All checks of a render that takes so many seconds, in seconds since the submit. */
function listChecks(finishes: readonly Finish[], time: number): number[] {
  const schedule = plan(finishes)
  const checks = [5]
  for (let last = 5; last < time; ) {
    last += computeNextPause(schedule, seconds(last)) / 1_000
    checks.push(last)
  }
  return checks
}

describe('a finish', () => {
  test('is known by its middle, so that how often was checked does not bias it', () => {
    expect(middleOf({ after: seconds(100), by: seconds(110) })).toBe(seconds(105))
  })

  test.each<[string, Finish, boolean]>([
    ['between two checks', { after: seconds(100), by: seconds(105) }, true],
    ['by the first check', { after: 0, by: seconds(30) }, true],
    ['long after the last check, but late', { after: minutes(8), by: minutes(10) }, true],
    ['after a restart', { after: 0, by: minutes(3) }, false],
    ['before the clock was set back', { after: seconds(100), by: seconds(50) }, false],
    ['at no time', { after: 0, by: 0 }, false],
  ])('%s tells something: %#', (_name, finish, isTaken) => {
    expect(isTelling(finish)).toBe(isTaken)
  })
})

describe('the prediction', () => {
  test('falls from certain to about nothing', () => {
    for (const finishes of [[], around(120, 3), around(120, 40)]) {
      const { times, unfinished } = predictFinish(finishes, seconds(180), minutes(10))
      expect(times.at(0)).toBe(seconds(2))
      expect(times.at(-1)).toBeCloseTo(minutes(10))
      expect(unfinished.at(0)).toBeGreaterThan(0.99)
      expect(unfinished.at(-1)).toBeLessThan(0.05)
      expect(unfinished).toStrictEqual([...unfinished].sort((one, other) => other - one))
    }
  })

  test('is the guess of the catalogue while nothing is known, and what was seen afterwards', () => {
    const findMedian = (finishes: readonly Finish[]) => {
      const { times, unfinished } = predictFinish(finishes, seconds(180), minutes(10))
      return (times[unfinished.findIndex((share) => share < 0.5)] ?? 0) / 1_000
    }
    expect(findMedian([])).toBeCloseTo(180, -1)
    expect(findMedian(around(90, 1))).toBeLessThan(160)
    expect(findMedian(around(90, 18))).toBeGreaterThan(85)
    expect(findMedian(around(90, 18))).toBeLessThan(98)
  })

  test('makes a vague finish count over a wider neighbourhood', () => {
    const chanceWithin = (finish: Finish) => {
      const { times, unfinished } = predictFinish(
        Array.from({ length: 8 }, () => finish),
        seconds(100),
        minutes(10),
      )
      const read = (time: number) => unfinished[times.findIndex((each) => each >= time)] ?? 0
      return read(seconds(90)) - read(seconds(110))
    }
    expect(chanceWithin({ after: seconds(85), by: seconds(115) })).toBeLessThan(
      chanceWithin({ after: seconds(99), by: seconds(101) }),
    )
  })
})

describe('the weights', () => {
  test('fall with age', () => {
    const weights = weighFinishes(around(100, 40)).map(({ weight }) => weight)
    expect(weights.at(-1)).toBe(1)
    expect(weights.at(-13)).toBeCloseTo(0.5)
    expect(weights).toStrictEqual([...weights].sort((one, other) => one - other))
  })

  test.each([
    ['slower', 160],
    ['faster', 60],
  ])('forget what was before the third finish of a provider that became %s', (_name, changed) => {
    const before = weighFinishes([...around(100, 20), ...at(changed, changed)])
    const after = weighFinishes([...around(100, 20), ...at(changed, changed, changed)])
    const share = (known: typeof before, count: number) =>
      known.slice(-count).reduce((sum, { weight }) => sum + weight, 0) /
      known.reduce((sum, { weight }) => sum + weight, 0)
    expect(share(before, 2)).toBeLessThan(0.25)
    expect(share(after, 3)).toBeGreaterThan(0.85)
  })

  test.each([
    ['one that takes three times as long', at(300)],
    ['two', at(300, 280)],
    ['three that come apart', [...at(300), ...at(100), ...at(300), ...at(95), ...at(280)]],
    ['one very late and one very early', at(300, 20, 300)],
  ])('do not take %s for a change', (_name, strange) => {
    const [first] = weighFinishes([...around(100, 20), ...strange])
    expect(first?.weight).toBeGreaterThan(0.2)
  })
})

describe('the checks', () => {
  const known = around(150, 40)

  test('come where the finish is likely, within the shortest and the longest pause', () => {
    const pauses = [10, 40, 130, 150, 400].map((elapsed) => pauseAt(known, elapsed))
    const [early = 0, before = 0, likely = 0, peak = 0, late = 0] = pauses
    expect(early).toBeGreaterThan(seconds(20))
    expect(before).toBeGreaterThan(3 * likely)
    expect(likely).toBeLessThan(seconds(3))
    expect(peak).toBeLessThan(seconds(3))
    expect(late).toBeGreaterThan(peak)
    for (const pause of pauses) {
      expect(pause).toBeGreaterThanOrEqual(shortestPause)
      expect(pause).toBeLessThanOrEqual(longestPause)
    }
  })

  test.each([
    ['while nothing is known', [], 180],
    ['when much is known', known, 150],
  ])('are no more than a poller with the mean pause makes, %s', (_name, finishes, middle) => {
    const times = Array.from({ length: 41 }, (_, index) => middle * (0.8 + index * 0.01))
    const count = times.reduce((sum, time) => sum + listChecks(finishes, time).length, 0)
    const fixed = times.reduce((sum, time) => sum + Math.ceil(seconds(time) / meanPause), 0)
    expect(count).toBeLessThanOrEqual(fixed)
    expect(count).toBeGreaterThan(fixed * 0.75)
  })

  test('go on beyond everything that was ever seen', () => {
    expect(pauseAt(known, 595)).toBeLessThanOrEqual(longestPause)
    expect(computeNextPause(plan(known), minutes(30))).toBe(longestPause)
  })

  test('begin anew when the clock was set back', () => {
    expect(computeNextPause(plan(known), -minutes(60))).toBe(computeNextPause(plan(known), 0))
  })

  test('come twice as often where that is cheap', () => {
    const schedule = plan([])
    expect(computeNextPause(schedule, seconds(60), 2) / computeNextPause(schedule, seconds(60))).toBeCloseTo(0.5, 1)
  })
})

describe('the usual time', () => {
  test('is not told before five are known', () => {
    expect(computeTypicalRange(at(100, 110, 120, 130))).toBeUndefined()
    expect(computeTypicalRange(at(100, 110, 120, 130, 140))).toStrictEqual({ from: seconds(120), to: seconds(140) })
  })

  test('is from the half to the nine tenths of the newest', () => {
    const { from = 0, to = 0 } = computeTypicalRange([...around(300, 20), ...around(100, 40)]) ?? {}
    expect(from).toBeGreaterThanOrEqual(seconds(95))
    expect(from).toBeLessThanOrEqual(seconds(105))
    expect(to).toBeGreaterThanOrEqual(seconds(110))
    expect(to).toBeLessThanOrEqual(seconds(121))
  })
})

describe('what is learned', () => {
  const other = findModel('runcomfy', 'pro', 'textToVideo')
  const finish = { after: seconds(59), by: seconds(61) }

  test('counts for the same model, mode and about the same length only', () => {
    const renderTimes = createRenderTimes()
    for (let count = 0; count < 5; count += 1) renderTimes.record(pro, 5, finish)
    expect(renderTimes.typicalRange(pro, 3)).toStrictEqual({ from: seconds(60), to: seconds(60) })
    expect(renderTimes.typicalRange(pro, 6)).toBeUndefined()
    expect(renderTimes.typicalRange(other, 5)).toBeUndefined()
    expect(renderTimes.typicalRange(findModel('runware', 'pro', 'imageToVideo'), 5)).toBeUndefined()
    expect(renderTimes.planFor(pro, 5)).not.toStrictEqual(renderTimes.planFor(pro, 10))
    expect(renderTimes.planFor(pro, 10)).toStrictEqual(renderTimes.planFor(other, 10))
  })

  test('is bounded, and comes back as it was remembered', () => {
    const renderTimes = createRenderTimes()
    for (let count = 0; count < 200; count += 1) {
      renderTimes.record(pro, 5, { after: seconds(count), by: seconds(count + 2) })
    }
    const kept = Object.values(renderTimes.export())
    expect(kept.map((finishes) => finishes.length)).toStrictEqual([64])
    expect(kept[0]?.at(-1)).toStrictEqual({ after: seconds(199), by: seconds(201) })
    const later = createRenderTimes()
    later.restore(JSON.parse(JSON.stringify(renderTimes.export())))
    expect(later.planFor(pro, 5)).toStrictEqual(renderTimes.planFor(pro, 5))
    expect(later.typicalRange(pro, 5)).toStrictEqual(renderTimes.typicalRange(pro, 5))
  })

  test('does not take in what tells nothing', () => {
    const renderTimes = createRenderTimes()
    expect(renderTimes.record(pro, 5, { after: 0, by: minutes(5) })).toBe(false)
    expect(renderTimes.export()).toStrictEqual({})
  })
})
