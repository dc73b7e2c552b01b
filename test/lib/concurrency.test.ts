import { expect, test } from 'vitest'
import { createKeyQueue, createLimiter, forEachLimited, QueueFull } from '../../src/lib/concurrency.ts'

test('at most as many pieces of work run at once as allowed, in order, and a failing one lets the next in', async () => {
  const limited = createLimiter(2)
  const events: string[] = []
  const finish: (() => void)[] = []
  const work = (name: string, fails = false) =>
    limited(async () => {
      events.push(name)
      await new Promise<void>((resolve) => finish.push(resolve))
      if (fails) throw new Error(name)
      return name
    })
  const all = Promise.allSettled([work('first', true), work('second'), work('third'), work('fourth')])
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve))
  await turn()
  expect(events).toStrictEqual(['first', 'second'])
  finish.shift()?.()
  await turn()
  expect(events).toStrictEqual(['first', 'second', 'third'])
  finish.shift()?.()
  await turn()
  expect(events).toStrictEqual(['first', 'second', 'third', 'fourth'])
  for (const end of finish) end()
  expect((await all).map(({ status }) => status)).toStrictEqual(['rejected', 'fulfilled', 'fulfilled', 'fulfilled'])
  expect(await limited(async () => 'free again')).toBe('free again')
})

test('whoever is called off while it waits leaves, and more than may wait are refused', async () => {
  const limited = createLimiter(1, 2)
  let leave = () => {}
  const first = limited(() => new Promise<void>((resolve) => (leave = resolve)))
  const controller = new AbortController()
  const [second, third] = [limited(async () => 'never', controller.signal), limited(async () => 'third')]
  await expect(limited(async () => 'fourth')).rejects.toThrow(QueueFull)
  controller.abort(new Error('no longer'))
  await expect(second).rejects.toThrow('no longer')
  await expect(limited(async () => 'never', controller.signal)).rejects.toThrow('no longer')
  leave()
  await first
  expect(await third).toBe('third')
})

test('a place that was left is free for somebody else', async () => {
  const limited = createLimiter(1, 1)
  let leave = () => {}
  const first = limited(() => new Promise<void>((resolve) => (leave = resolve)))
  const controller = new AbortController()
  const second = limited(async () => 'never', controller.signal)
  controller.abort(new Error('no longer'))
  await expect(second).rejects.toThrow('no longer')
  const third = limited(async () => 'third')
  leave()
  await first
  expect(await third).toBe('third')
})

test('every item is run once, also with more workers than items', async () => {
  const done: number[] = []
  await forEachLimited([1, 2, 3], 8, async (item) => {
    done.push(item)
  })
  expect(done).toStrictEqual([1, 2, 3])
})

test('items run at most so many at once, and one failure leaves the others running', async () => {
  let running = 0
  let most = 0
  const done: number[] = []
  const all = forEachLimited([0, 1, 2, 3, 4], 2, async (item) => {
    running += 1
    most = Math.max(most, running)
    await new Promise<void>((resolve) => setImmediate(resolve))
    running -= 1
    if (item === 1) throw new Error('a failure')
    done.push(item)
  })
  await expect(all).rejects.toThrow('a failure')
  while (running > 0) await new Promise<void>((resolve) => setImmediate(resolve))
  expect(most).toBe(2)
  expect(done).toStrictEqual([0, 2, 3, 4])
})

test('a key queue runs tasks of one key one after another, also after a failure', async () => {
  const queue = createKeyQueue()
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
