import { expect, test } from 'vitest'
import { createShiftedClock } from '../../../../sandbox/bot/createShiftedClock.ts'
import type { Job } from '../../../../sandbox/kling/job.ts'
import { createChanges } from '../../../../sandbox/web/server/changes.ts'
import { createRenderTime, createTestbedTime } from '../../../../sandbox/web/server/time.ts'
import { createManualClock } from '../../../support/createManualClock.ts'

const minute = 60_000

function setUp() {
  const systemClock = createManualClock()
  const clock = createShiftedClock({ clock: systemClock })
  const changes = createChanges()
  const steps: string[] = []
  const bot = {
    settle: async () => void steps.push('bot settled'),
    putForward: async (ahead: number) => void steps.push(`bot ${ahead / minute}`),
  }
  const waiting = { count: 0 }
  changes.listen((change) => {
    if (change.kind === 'time') steps.push(`page ${change.ahead / minute}`)
  })
  clock.after(1, () => steps.push('sandboxes'))
  const time = createTestbedTime({ clock, systemClock, bot, countWaiting: () => waiting.count, changes })
  return { systemClock, clock, changes, steps, bot, waiting, time }
}

test('the sandboxes are put forward before the bot, which waits for nobody by then', async () => {
  const { time, steps } = setUp()
  await time.putForward(15)
  expect(steps).toEqual(['bot settled', 'sandboxes', 'page 15', 'bot 15'])
})

test('whoever waits for an answer gets it first', async () => {
  const { time, steps, waiting, changes } = setUp()
  waiting.count = 1
  const done = time.putForward(15)
  changes.tell({ kind: 'bot', state: 'serving' })
  await Promise.resolve()
  expect(steps).toEqual([])
  waiting.count = 0
  changes.tell({ kind: 'bot', state: 'serving' })
  await done
  expect(steps.at(-1)).toBe('bot 15')
})

test('nobody is waited for for ever', async () => {
  const { time, steps, bot, systemClock } = setUp()
  bot.settle = () => new Promise(() => {})
  const done = time.putForward(15)
  await systemClock.advance(3_999)
  expect(steps).not.toContain('bot 15')
  await systemClock.advance(1)
  await done
  expect(steps.at(-1)).toBe('bot 15')
})

test('twice in a row counts twice', async () => {
  const { time, clock } = setUp()
  await Promise.all([time.putForward(15), time.putForward(15)])
  expect(clock.ahead).toBe(30 * minute)
})

test.each([
  ['killed', 0, 15_000],
  ['failed', 5_000, 10_000],
  ['killed', 15_000, 0],
  ['stopped', 0, 0],
] as const)('after a bot was %s and %i milliseconds passed, %i more have to', async (state, passed, ahead) => {
  const { time, clock, systemClock } = setUp()
  time.noticeBot('serving')
  time.noticeBot(state)
  await systemClock.advance(passed)
  await time.passLease()
  expect(clock.ahead).toBe(ahead)
})

test('what was slow takes its usual time as soon as it is no longer', async () => {
  const clock = createShiftedClock({ clock: createManualClock() })
  const finished: string[] = []
  const finish = async (id: string) => void finished.push(id)
  const { span, slowDown } = createRenderTime({ usualMilliseconds: 5_000, clock, finish })
  const lengthOf = (id: string) => (typeof span === 'number' ? span : span({ id } as Job))
  expect(lengthOf('before')).toBe(5_000)
  const undo = slowDown()
  expect(lengthOf('slow')).toBe(20 * minute)
  await undo()
  clock.putForward(4_999)
  expect([...finished, lengthOf('after')]).toEqual([5_000])
  clock.putForward(5_000)
  expect(finished).toEqual(['slow'])
})
