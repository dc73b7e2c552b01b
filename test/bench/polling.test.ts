import { expect, test } from 'vitest'
import { drawFinishTimes, usualFinishTimes } from '../../bench/polling/drawFinishTimes.ts'
import { simulateFixedPolling, simulatePolling } from '../../bench/polling/simulatePolling.ts'
import { findModel } from '../support/catalogue.ts'

const model = findModel('runware', 'pro', 'textToVideo')

function play(shift: number, isBatched: boolean, spread = usualFinishTimes.spread) {
  const finishTimes = drawFinishTimes({ ...usualFinishTimes, shift, spread, seed: 7 })
  const ours = simulatePolling({ finishTimes, model, duration: 5, slots: 5, seed: 7, isBatched })
  return { ours, fixed: simulateFixedPolling(finishTimes, 5_000) }
}

test('the fixed poller is the yardstick that it should be', () => {
  const { fixed } = play(1, false)
  expect(fixed.lagMedian / 2_500).toBeCloseTo(1, 0)
  expect(fixed.lagP95).toBeGreaterThan(4_400)
  expect(fixed.looksPerGeneration).toBeCloseTo(fixed.requestsPerGeneration)
})

test.each([1.5, 1 / 1.5])(
  'with shared requests and a shift of %d, the lag is far below half for fewer requests',
  (shift) => {
    const { ours, fixed } = play(shift, true)
    expect(ours.lagMedian).toBeLessThan(fixed.lagMedian * 0.4)
    expect(ours.lagP95).toBeLessThan(fixed.lagP95 * 0.45)
    expect(ours.requestsPerGeneration).toBeLessThan(fixed.requestsPerGeneration * 0.8)
  },
)

test.each([1.5, 1 / 1.5])(
  'with a request each and a shift of %d, the lag is little above half for no more looks',
  (shift) => {
    const { ours, fixed } = play(shift, false)
    expect(ours.lagMedian).toBeLessThan(fixed.lagMedian * 0.62)
    expect(ours.lagP95).toBeLessThan(fixed.lagP95 * 0.75)
    expect(ours.looksPerGeneration).toBeLessThanOrEqual(fixed.looksPerGeneration)
  },
)

test('a shift is followed within a few generations', () => {
  const finishTimes = drawFinishTimes({ ...usualFinishTimes, seed: 7, shift: 1.5 })
  const before = simulatePolling({
    finishTimes: finishTimes.slice(0, 100),
    model,
    duration: 5,
    slots: 1,
    seed: 7,
    isBatched: false,
  })
  const whole = simulatePolling({
    finishTimes: finishTimes.slice(0, 120),
    model,
    duration: 5,
    slots: 1,
    seed: 7,
    isBatched: false,
  })
  const lagOfNextTwenty = (whole.lagMean * 120 - before.lagMean * 100) / 20
  expect(lagOfNextTwenty).toBeLessThan(before.lagMean * 1.6)
})
