import { describe, expect, test } from 'vitest'
import { hours, minutes, seconds } from '../../../src/domain/clock.ts'
import { findModel } from '../../../src/domain/models.ts'
import { createCheckRounds } from '../../../src/services/generation/createCheckRounds.ts'
import { nextCheckDelay } from '../../../src/services/generation/nextCheckDelay.ts'
import { predictFinish } from '../../../src/services/generation/pace/predictFinish.ts'
import { spreadChecks } from '../../../src/services/generation/pace/spreadChecks.ts'
import { createManualClock } from '../../support/createManualClock.ts'

const standard = findModel('runware', 'standard', 'textToVideo')

describe('nextCheckDelay', () => {
  const plan = spreadChecks(predictFinish([], standard.expectedRender, standard.overdueAfter))
  const usual = { model: standard, plan, failures: 0, fraction: 0, companions: 1 }

  test.each([
    ['at once', {}, 0, seconds(5)],
    ['at once, by chance a little later', { fraction: 0.5 }, 0, seconds(5.125)],
    ['again before the first check', {}, seconds(2), seconds(3)],
    ['just before it is overdue', {}, minutes(10) - seconds(1), seconds(1)],
    ['overdue', {}, minutes(10), seconds(60)],
    ['overdue and failing', { failures: 9 }, minutes(11), seconds(60)],
    ['after one failure', { failures: 1 }, seconds(120), seconds(5)],
    ['after three failures', { failures: 3 }, seconds(120), seconds(20)],
    ['after many failures', { failures: 50 }, seconds(120), seconds(60)],
    ['after failures just before it is overdue', { failures: 50 }, minutes(10) - seconds(4), seconds(4)],
    ['after the clock was set back', {}, -hours(1), seconds(5)],
  ])('%s', (_name, changes, elapsed, delay) => {
    expect(nextCheckDelay({ ...usual, elapsed, ...changes })).toBe(delay)
  })

  test('comes less often before and after the likely finish', () => {
    const [early, likely, late] = [seconds(15), seconds(120), minutes(8)].map((elapsed) =>
      nextCheckDelay({ ...usual, elapsed }),
    )
    expect(early).toBeGreaterThan(likely ?? 0)
    expect(late).toBeGreaterThan(likely ?? 0)
  })

  test('comes half as often again where a request is shared, but not in a crowd', () => {
    const delays = [1, 2, 3, 4, 50, 51, 1_000].map((companions) =>
      nextCheckDelay({ ...usual, elapsed: seconds(60), companions }),
    )
    const [alone = 0, two, three = 0, four, fifty, ...crowd] = delays
    expect([two, ...crowd]).toStrictEqual([alone, alone, alone])
    expect([four, fifty]).toStrictEqual([three, three])
    expect(alone / three).toBeGreaterThan(1.3)
    expect(alone / three).toBeLessThan(1.7)
  })
})

describe('check rounds', () => {
  function setUp() {
    const clock = createManualClock()
    const rounds: string[][] = []
    const plans = createCheckRounds({ clock, timers: clock, check: (ids) => rounds.push([...ids]) })
    return { clock, rounds, plans }
  }

  test('take along what may come so much earlier, with one timer for all', async () => {
    const { clock, rounds, plans } = setUp()
    plans.plan('a', 5_000, 1_000)
    plans.plan('b', 5_900, 1_000)
    plans.plan('on time', 5_900)
    plans.plan('c', 7_000, 9_000)
    plans.plan('d', 9_000, 9_000)
    expect(clock.countTimers()).toBe(1)
    await clock.advance(5_000)
    // None comes along more than two seconds early.
    expect(rounds).toStrictEqual([['a', 'b', 'c']])
    await clock.advance(4_000)
    expect(rounds).toStrictEqual([['a', 'b', 'c'], ['on time'], ['d']])
    expect(clock.countTimers()).toBe(0)
  })

  test('replace a plan by a sooner one, and forget a dropped one', async () => {
    const { clock, rounds, plans } = setUp()
    plans.plan('a', 60_000)
    plans.plan('b', 60_000)
    plans.plan('a', 1_000)
    plans.drop('b')
    expect([plans.isPlanned('a'), plans.isPlanned('b')]).toStrictEqual([true, false])
    await clock.advance(1_000)
    expect(rounds).toStrictEqual([['a']])
    await clock.advance(minutes(2))
    expect(rounds).toStrictEqual([['a']])
  })

  test('check everything soon when the clock was set back or ahead', async () => {
    const { clock, rounds, plans } = setUp()
    plans.plan('a', 60_000)
    clock.jump(-hours(1))
    plans.plan('b', 1_000)
    await clock.advance(1_000)
    expect(rounds.flat().sort()).toStrictEqual(['a', 'b'])
    plans.plan('c', 60_000)
    clock.jump(hours(1))
    plans.plan('d', 1_000)
    await clock.advance(1_000)
    expect(rounds.flat().sort()).toStrictEqual(['a', 'b', 'c', 'd'])
  })

  test('look at no more of ten thousand plans than those that are due about now', async () => {
    const { clock, rounds, plans } = setUp()
    for (let index = 0; index < 10_000; index += 1) plans.plan(`id-${index}`, 30_000 + index * 20, 1_000)
    await clock.advance(30_000)
    expect(rounds).toHaveLength(1)
    expect(rounds[0]).toHaveLength(51)
    await clock.advance(minutes(4))
    expect(rounds.flat()).toHaveLength(10_000)
    expect(new Set(rounds.flat()).size).toBe(10_000)
    expect(rounds.length).toBeLessThanOrEqual(201)
  })
})
