import { expect, test } from 'vitest'
import { days, hours, minutes, seconds } from '../../../src/domain/clock.ts'
import { type Store, StoreFailure } from '../../../src/domain/contracts/store.ts'
import { createLog } from '../../../src/log.ts'
import { createRetention } from '../../../src/services/schedule/retention.ts'
import { createSchedule, type TaskHandler } from '../../../src/services/schedule/schedule.ts'
import { createMemoryStore } from '../../support/createMemoryStore.ts'
import { createSteppedClock, type SteppedClock } from '../../support/createSteppedClock.ts'

const never: TaskHandler = () => new Promise(() => undefined)

/** Lets promises go on until nothing moves any more. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve))
}

/** A process with a schedule; another one may follow it on the same store. */
function createProcess(
  handlers: Record<string, TaskHandler>,
  world: { store: Store; clock: SteppedClock } = { store: createMemoryStore(), clock: createSteppedClock() },
  which: 'handlers' | 'standing' = 'handlers',
) {
  const lines: string[] = []
  const log = createLog({ level: 'error', secrets: [], destination: { write: (line) => void lines.push(line) } })
  const begunAt = world.clock.now()
  const calls: (readonly [string, number])[] = []
  const noted = Object.entries(handlers).map(([kind, handler]): [string, TaskHandler] => [
    kind,
    (subject) => {
      calls.push([`${kind}/${subject}`, world.clock.now() - begunAt])
      return handler(subject)
    },
  ])
  const schedule = createSchedule({
    store: world.store,
    clock: world.clock,
    [which]: Object.fromEntries(noted),
    log,
  })
  async function advance(milliseconds: number, step = milliseconds) {
    for (let passed = 0; passed < milliseconds; passed += step) {
      world.clock.advance(step)
      await settle()
    }
  }
  const start = async () => {
    schedule.start()
    await settle()
  }
  return { ...world, schedule, start, advance, calls, lines }
}

test('a task is done when it is due, once, and others at their own times', async () => {
  const { schedule, start, advance, calls, clock } = createProcess({ end: async () => ({ kind: 'done' }) })
  await start()
  await schedule.plan('end', 'late', clock.now() + hours(3))
  await schedule.plan('end', 'soon', clock.now() + minutes(5))
  await schedule.plan('end', 'soon', clock.now() + days(9))
  await advance(days(10), minutes(5))
  expect(calls).toEqual([
    ['end/soon', minutes(5)],
    ['end/late', hours(3)],
  ])
})

test('what is to be done again is done again, whatever process is there by then', async () => {
  const daily: TaskHandler = async () => ({ kind: 'again', at: first.clock.now() + days(1) })
  const first = createProcess({ daily })
  await first.schedule.plan('daily', '', first.clock.now())
  await first.start()
  expect(first.calls).toEqual([['daily/', 0]])
  first.schedule.stop()
  await first.advance(hours(20))
  const second = createProcess({ daily }, first)
  await second.start()
  expect(second.calls).toEqual([])
  await second.advance(hours(5), hours(1))
  expect(second.calls).toEqual([['daily/', hours(4)]])
  second.schedule.stop()
  await second.advance(days(3))
  const third = createProcess({ daily }, first)
  await third.start()
  expect(third.calls).toEqual([['daily/', 0]])
})

test('what a clock that ran years ahead has planned is done again under the right one', async () => {
  const again =
    (clock: SteppedClock): TaskHandler =>
    async () => ({ kind: 'again', at: clock.now() + days(1) })
  const ahead = createSteppedClock(Date.UTC(2035, 0, 1))
  const first = createProcess({ daily: again(ahead) }, { store: createMemoryStore(), clock: ahead }, 'standing')
  await first.start()
  first.schedule.stop()
  const clock = createSteppedClock()
  const second = createProcess({ daily: again(clock) }, { store: first.store, clock }, 'standing')
  await second.start()
  expect(second.calls).toEqual([['daily/', 0]])
  second.schedule.stop()
})

test('what a process died over is due again soon, and what it has done is not', async () => {
  const first = createProcess({ short: async () => ({ kind: 'done' }), long: never })
  await first.schedule.plan('short', '', first.clock.now())
  await first.schedule.plan('long', '', first.clock.now() + 1)
  await first.start()
  await first.advance(1)
  expect(first.calls).toEqual([
    ['short/', 0],
    ['long/', 1],
  ])
  first.schedule.stop()
  const second = createProcess({ short: never, long: async () => ({ kind: 'done' }) }, first)
  await second.start()
  await second.advance(hours(1), minutes(1))
  expect(second.calls).toEqual([['long/', minutes(10)]])
})

test('one that fails is reported and tried again with growing pauses, and keeps no other from its turn', async () => {
  const fail: TaskHandler = async () => {
    throw new Error('No')
  }
  const { schedule, start, advance, calls, lines, clock } = createProcess({
    fail,
    work: async () => ({ kind: 'done' }),
  })
  await schedule.plan('fail', '', clock.now())
  await schedule.plan('work', '', clock.now() + 1)
  await start()
  await advance(minutes(8), 1_000)
  expect(calls.map(([, at]) => at)).toEqual([0, 1_000, minutes(1), minutes(3), minutes(7)])
  expect(lines).toHaveLength(4)
})

test('a task of a kind that only a newer version knows waits for it', async () => {
  const older = createProcess({})
  await older.schedule.plan('new', '', older.clock.now())
  await older.start()
  older.schedule.stop()
  await older.advance(days(2))
  const newer = createProcess({ new: async () => ({ kind: 'done' }) }, older)
  await newer.start()
  expect(newer.calls).toEqual([['new/', 0]])
})

test('of two processes on one store a single one does it', async () => {
  const first = createProcess({ work: async () => ({ kind: 'done' }) })
  const second = createProcess({ work: async () => ({ kind: 'done' }) }, first)
  await first.schedule.plan('work', '', first.clock.now())
  await Promise.all([first.start(), second.start()])
  expect([...first.calls, ...second.calls]).toHaveLength(1)
})

test('a store that fails is asked again in a minute', async () => {
  let isDown = true
  const store = createMemoryStore({
    beforeWrite: () => {
      if (isDown) throw new StoreFailure('The disk is full')
    },
  })
  const { schedule, start, advance, calls, lines, clock } = createProcess(
    { work: async () => ({ kind: 'done' }) },
    { store, clock: createSteppedClock() },
  )
  isDown = false
  await schedule.plan('work', '', clock.now())
  isDown = true
  await start()
  expect(calls).toEqual([])
  expect(lines.join()).toContain('The schedule could not be read or written')
  isDown = false
  await advance(minutes(1))
  expect(calls).toEqual([['work/', minutes(1)]])
})

test('old records are forgotten every day, many of them a few at a time with a pause', async () => {
  const clock = createSteppedClock()
  const answers = [100, 100, 7, 0]
  const ages: number[] = []
  const retention = createRetention({
    archive: {
      async forget(before) {
        ages.push(clock.now() - before)
        return answers.shift() ?? 0
      },
    },
    store: createMemoryStore(),
    aging: [],
    media: { sweep: async () => undefined },
    recordRetention: days(365),
    clock,
    log: createLog({ level: 'silent', secrets: [] }),
  })
  const { start, advance, calls } = createProcess({ ...retention }, { store: createMemoryStore(), clock }, 'standing')
  await start()
  await advance(seconds(3), 500)
  await advance(days(1), hours(1))
  const at = (kind: string) => calls.filter(([name]) => name === kind).map(([, moment]) => moment)
  expect(at('forgetRecords/').slice(0, 3)).toEqual([0, seconds(1), seconds(2)])
  expect(at('forgetRecords/')).toHaveLength(4)
  expect(new Set(ages)).toEqual(new Set([days(365)]))
  expect(at('sweepMedia/')).toHaveLength(25)
})
