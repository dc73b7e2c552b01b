import { describe, expect, test } from 'vitest'
import { hours, minutes } from '../../../../src/domain/clock.ts'
import { createPollRounds } from '../../../../src/services/generation/polling/pollScheduler.ts'
import { createManualClock } from '../../../support/createManualClock.ts'

describe('poll rounds', () => {
  function setUp() {
    const clock = createManualClock()
    const rounds: string[][] = []
    const plans = createPollRounds({ clock, poll: (ids) => rounds.push([...ids]) })
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

  test('poll everything soon when the clock was set back or ahead', async () => {
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
