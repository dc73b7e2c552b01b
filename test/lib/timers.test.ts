import { describe, expect, test } from 'vitest'
import { computeBackOff, createTimers, sleep } from '../../src/lib/timers.ts'
import { createManualClock } from '../support/createManualClock.ts'

test('cleared timers wake sleepers, run nothing and stay cleared', async () => {
  const clock = createManualClock()
  const timers = createTimers(clock)
  let runs = 0
  timers.after(1_000, () => {
    runs += 1
  })
  const sleeping = timers.sleep(1_000)
  timers.clear()
  await sleeping
  await timers.sleep(1_000)
  timers.after(1, () => {
    runs += 1
  })
  await clock.advance(2_000)
  expect(runs).toBe(0)
  expect(clock.countTimers()).toBe(0)
})

test('sleep lasts as long as it is told, and ends with the reason of its signal', async () => {
  const clock = createManualClock()
  const { signal } = new AbortController()
  const slept = sleep(clock, 1_000, signal)
  await clock.advance(1_000)
  await slept
  const controller = new AbortController()
  const interrupted = sleep(clock, 1_000, controller.signal)
  controller.abort(new Error('no longer'))
  await expect(interrupted).rejects.toThrow('no longer')
  await expect(sleep(clock, 1_000, controller.signal)).rejects.toThrow('no longer')
  expect(clock.countTimers()).toBe(0)
})

describe('computeBackOff', () => {
  test.each([
    [0, 0, 1_000],
    [1, 0, 1_000],
    [2, 0, 2_000],
    [4, 0, 8_000],
    [5, 0, 10_000],
    [5_000, 0, 10_000],
    [4, 0.5, 7_000],
  ])('after %i failures with the fraction %d: %i', (failures, fraction, delay) => {
    expect(computeBackOff({ first: 1_000, longest: 10_000 }, failures, fraction)).toBe(delay)
  })
})
