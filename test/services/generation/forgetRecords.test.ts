import { expect, test } from 'vitest'
import { days, seconds } from '../../../src/domain/clock.ts'
import { StoreFailure } from '../../../src/domain/contracts/store.ts'
import { createTimers } from '../../../src/lib/timers.ts'
import { createLog } from '../../../src/log.ts'
import { forgetRecords } from '../../../src/services/generation/recovery.ts'
import { createSteppedClock } from '../../support/createSteppedClock.ts'

/** Lets promises go on until nothing moves any more. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

async function start(answers: (number | Error)[]) {
  const clock = createSteppedClock()
  const timers = createTimers(clock)
  const begunAt = clock.now()
  const calls: { readonly at: number; readonly age: number }[] = []
  const lines: string[] = []
  const archive = {
    remains: async () => [],
    async forget(before: number) {
      calls.push({ at: clock.now() - begunAt, age: clock.now() - before })
      const answer = answers.shift() ?? 0
      if (answer instanceof Error) throw answer
      return answer
    },
  }
  await forgetRecords({
    archive,
    recordRetention: days(365),
    clock: timers,
    log: createLog({ level: 'error', secrets: [], destination: { write: (line) => void lines.push(line) } }),
    isStopping: () => false,
  })
  async function advance(milliseconds: number) {
    clock.advance(milliseconds)
    await settle()
  }
  return { calls, lines, advance, timers, moments: () => calls.map(({ at }) => at) }
}

test('old records are looked for at the start and every day after', async () => {
  const { calls, advance } = await start([])
  await advance(days(1))
  await advance(days(1))
  expect(calls).toEqual([0, 1, 2].map((day) => ({ at: days(day), age: days(365) })))
})

test('many are forgotten a few at a time, with a pause, until none is left', async () => {
  const { moments, advance } = await start([100, 100, 7])
  for (let second = 0; second < 5; second += 1) await advance(seconds(1))
  expect(moments()).toEqual([0, seconds(1), seconds(2)])
  await advance(days(1))
  expect(moments()).toHaveLength(4)
})

test('a store that fails is reported, and asked again the next day', async () => {
  const { moments, lines, advance } = await start([new StoreFailure('The disk is full')])
  expect(lines.join()).toContain('Prompts and ids could not be taken out of old records')
  await advance(days(1))
  expect(moments()).toEqual([0, days(1)])
  expect(lines).toHaveLength(1)
})

test('a stop leaves nothing planned', async () => {
  const { moments, advance, timers } = await start([])
  timers.clear()
  await advance(days(3))
  expect(moments()).toEqual([0])
})
