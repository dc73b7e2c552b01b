import { describe, expect, test } from 'vitest'
import { hours, minutes, seconds } from '../../../src/domain/clock.ts'
import { findModel } from '../../../src/domain/models.ts'
import { computeBackOff } from '../../../src/services/generation/computeBackOff.ts'
import { createCheckRounds } from '../../../src/services/generation/createCheckRounds.ts'
import { createGate } from '../../../src/services/generation/createGate.ts'
import { createTaskQueue } from '../../../src/services/generation/createTaskQueue.ts'
import { createTimers } from '../../../src/services/generation/createTimers.ts'
import { nextCheckDelay } from '../../../src/services/generation/nextCheckDelay.ts'
import { createManualClock } from '../../support/createManualClock.ts'

const standard = findModel('runware', 'standard', 'textToVideo')
const fourK = findModel('runware', '4k', 'textToVideo')

describe('nextCheckDelay', () => {
  test.each([
    ['at once', standard, 0, 0, seconds(5)],
    ['early', standard, seconds(20), 0, seconds(10)],
    ['early in 4K', fourK, seconds(20), 0, seconds(30)],
    ['around the expected finish', standard, seconds(120), 0, seconds(5)],
    ['around the expected finish in 4K', fourK, seconds(480), 0, seconds(5)],
    ['late', standard, seconds(241), 0, seconds(10)],
    ['just before it is overdue', standard, minutes(10) - seconds(3), 0, seconds(3)],
    ['overdue', standard, minutes(10), 0, seconds(60)],
    ['overdue and failing', standard, minutes(11), 9, seconds(60)],
    ['after one failure', standard, seconds(120), 1, seconds(5)],
    ['after three failures', standard, seconds(120), 3, seconds(20)],
    ['after many failures', standard, seconds(120), 50, seconds(60)],
    ['after the clock was set back', standard, -hours(1), 0, seconds(5)],
  ])('%s', (_name, model, elapsed, failures, delay) => {
    expect(nextCheckDelay({ model, elapsed, failures, fraction: 0 })).toBe(delay)
  })
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

describe('check rounds', () => {
  function setUp() {
    const clock = createManualClock()
    const rounds: string[][] = []
    const plans = createCheckRounds({ clock, timers: clock, check: (ids) => rounds.push([...ids]) })
    return { clock, rounds, plans }
  }

  test('take along what is due within a second, with one timer for all', async () => {
    const { clock, rounds, plans } = setUp()
    plans.plan('a', 5_000)
    plans.plan('b', 5_900)
    plans.plan('c', 7_000)
    expect(clock.countTimers()).toBe(1)
    await clock.advance(5_000)
    expect(rounds).toStrictEqual([['a', 'b']])
    await clock.advance(2_000)
    expect(rounds).toStrictEqual([['a', 'b'], ['c']])
    expect(clock.countTimers()).toBe(0)
  })

  test('replace a plan by a sooner one, and forget a dropped one', async () => {
    const { clock, rounds, plans } = setUp()
    plans.plan('a', 60_000)
    plans.plan('b', 60_000)
    plans.plan('a', 1_000)
    plans.drop('b')
    await clock.advance(1_000)
    expect(rounds).toStrictEqual([['a']])
    await clock.advance(minutes(2))
    expect(rounds).toStrictEqual([['a']])
  })
})

test('a gate lets only so many in, in order, and goes on after a failure', async () => {
  const gate = createGate(2)
  let inside = 0
  let most = 0
  const order: number[] = []
  const results = await Promise.allSettled(
    [0, 1, 2, 3, 4, 5].map((index) =>
      gate(async () => {
        inside += 1
        most = Math.max(most, inside)
        order.push(index)
        await Promise.resolve()
        inside -= 1
        if (index === 1) throw new Error('a failure')
        return index
      }),
    ),
  )
  expect(most).toBe(2)
  expect(order).toStrictEqual([0, 1, 2, 3, 4, 5])
  expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(1)
})

test('a task queue runs tasks of one key one after another, also after a failure', async () => {
  const queue = createTaskQueue()
  const order: string[] = []
  const failing = queue.run('a', async () => {
    await Promise.resolve()
    order.push('a1')
    throw new Error('a failure')
  })
  const second = queue.run('a', async () => {
    order.push('a2')
    return 2
  })
  const other = queue.run('b', async () => order.push('b1'))
  await expect(failing).rejects.toThrow('a failure')
  await expect(second).resolves.toBe(2)
  await other
  expect(order.indexOf('a1')).toBeLessThan(order.indexOf('a2'))
  expect(order.indexOf('b1')).toBe(0)
  await queue.idle()
})

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
