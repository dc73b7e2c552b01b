import { expect, test } from 'vitest'
import {
  createRateLimitQueue,
  createRateLimitQueues,
  type Permit,
  waitForPermit,
} from '../../../src/services/delivery/rateLimitQueue.ts'
import { createManualClock } from '../../support/createManualClock.ts'

function createParts(spacing = 1_000, parallel = 1) {
  const clock = createManualClock(0)
  const queue = createRateLimitQueue({ clock, spacing, parallel })
  const started: [string, number][] = []
  const permits = new Map<string, Permit | undefined>()
  const take = (name: string, { isFinished = false, due = clock.now(), isKept = false } = {}) =>
    queue.acquire({ isFinished, due }, (permit) => {
      started.push([name, clock.now()])
      permits.set(name, permit)
      if (!isKept) permit?.release()
    })
  return { clock, queue, started, permits, take }
}

test('starts are spaced, and a free queue starts at once', async () => {
  const { clock, started, take } = createParts()

  for (const name of ['a', 'b', 'c']) take(name)
  await clock.advance(10_000)
  take('d')

  expect(started).toStrictEqual([
    ['a', 0],
    ['b', 1_000],
    ['c', 2_000],
    ['d', 10_000],
  ])
})

test('finished ones go first, then whoever is due the longest, then who came first', async () => {
  const { clock, started, take } = createParts()

  take('running')
  take('later', { due: 9 })
  take('sooner', { due: 5 })
  take('as soon', { due: 5 })
  take('finished', { isFinished: true, due: 99 })
  await clock.advance(10_000)

  expect(started.map(([name]) => name)).toStrictEqual(['running', 'finished', 'sooner', 'as soon', 'later'])
})

test('a full queue waits for a release, however long the spacing has passed', async () => {
  const { clock, started, permits, take } = createParts()

  take('a', { isKept: true })
  take('b')
  await clock.advance(5_000)
  expect(started).toStrictEqual([['a', 0]])

  permits.get('a')?.release()
  permits.get('a')?.release()
  expect(started).toStrictEqual([
    ['a', 0],
    ['b', 5_000],
  ])
})

test('a cancelled permit lets the next one start at once', async () => {
  const { clock, started, permits, take } = createParts(1_000, 2)

  take('a', { isKept: true })
  take('b')
  await clock.advance(100)
  permits.get('a')?.cancel()

  expect(started).toStrictEqual([
    ['a', 0],
    ['b', 100],
  ])
})

test('who leaves the queue is not started', async () => {
  const { clock, started, take } = createParts()

  take('a')
  const leave = take('b')
  take('c')
  leave()
  await clock.advance(10_000)

  expect(started).toStrictEqual([
    ['a', 0],
    ['c', 1_000],
  ])
})

test('stopping tells everybody who waits, and whoever comes later', async () => {
  const { clock, queue, permits, take } = createParts()

  take('a')
  take('b')
  queue.stop()
  take('c')

  expect([permits.get('b'), permits.get('c')]).toStrictEqual([undefined, undefined])
  expect([...permits.keys()]).toStrictEqual(['a', 'b', 'c'])
  expect(clock.countTimers()).toBe(0)
})

test('a queue can be forgotten once its spacing has passed', async () => {
  const { clock, queue, take } = createParts()
  expect(queue.isIdle()).toBe(true)

  take('a')
  expect(queue.isIdle()).toBe(false)
  await clock.advance(1_000)
  expect(queue.isIdle()).toBe(true)
})

test('a clock set back does not lengthen the wait', async () => {
  const { clock, started, take } = createParts()

  take('a')
  clock.jump(-3_600_000)
  take('b')
  await clock.advance(1_000)

  expect(started.map(([name]) => name)).toStrictEqual(['a', 'b'])
})

test('after its pause an edit waits in the same queue as the others of its channel, also where that is a new one', async () => {
  const clock = createManualClock(0)
  const queues = createRateLimitQueues(clock)
  const order = { isFinished: false, due: 0 }
  const route = { kind: 'channel', channelId: 'channel', messageId: 'message', uploadLimit: 0 } as const
  const findQueue = () => queues.forEdit(route, false)
  const starts: number[] = []
  const take = async (pause: number) => {
    const permit = await waitForPermit(clock, pause, findQueue, order).permit
    starts.push(clock.now())
    permit?.release()
  }

  void take(0)
  void take(10_000)
  await clock.advance(5_000)
  // So many that the idle ones are forgotten.
  for (let other = 0; other < 200; other += 1) queues.forPost(`other-${other}`)
  void take(5_000)
  void take(5_000)
  await clock.advance(30_000)

  expect(starts).toStrictEqual([0, 10_000, 11_100, 12_200])
})
