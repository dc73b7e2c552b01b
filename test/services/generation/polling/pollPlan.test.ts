import { describe, expect, test } from 'vitest'
import { hours, minutes, seconds } from '../../../../src/domain/clock.ts'
import { predictFinish } from '../../../../src/services/generation/polling/finishTimes.ts'
import { nextPollDelay, spreadPolls } from '../../../../src/services/generation/polling/pollPlan.ts'
import { findModel } from '../../../support/catalogue.ts'

const standard = findModel('runware', 'standard', 'textToVideo')

describe('nextPollDelay', () => {
  const plan = spreadPolls(predictFinish([], standard.expectedRender, standard.overdueAfter))
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
    expect(nextPollDelay({ ...usual, elapsed, ...changes })).toBe(delay)
  })

  test('comes less often before and after the likely finish', () => {
    const [early, likely, late] = [seconds(15), seconds(120), minutes(8)].map((elapsed) =>
      nextPollDelay({ ...usual, elapsed }),
    )
    expect(early).toBeGreaterThan(likely ?? 0)
    expect(late).toBeGreaterThan(likely ?? 0)
  })

  test('comes half as often again where a request is shared, but not in a crowd', () => {
    const delays = [1, 2, 3, 4, 50, 51, 1_000].map((companions) =>
      nextPollDelay({ ...usual, elapsed: seconds(60), companions }),
    )
    const [alone = 0, two, three = 0, four, fifty, ...crowd] = delays
    expect([two, ...crowd]).toStrictEqual([alone, alone, alone])
    expect([four, fifty]).toStrictEqual([three, three])
    expect(alone / three).toBeGreaterThan(1.3)
    expect(alone / three).toBeLessThan(1.7)
  })
})
