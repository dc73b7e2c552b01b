import { expect, test } from 'vitest'
import { createGate, GateFull } from '../../../src/services/media/createGate.ts'

test('at most as many pieces of work run at once as allowed, in order, and a failing one lets the next in', async () => {
  const gate = createGate(2)
  const events: string[] = []
  const finish: (() => void)[] = []
  const work = (name: string, fails = false) =>
    gate(async () => {
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
  expect(await gate(async () => 'free again')).toBe('free again')
})

test('whoever is called off while it waits leaves, and more than may wait are refused', async () => {
  const gate = createGate(1, 2)
  let leave = () => {}
  const first = gate(() => new Promise<void>((resolve) => (leave = resolve)))
  const controller = new AbortController()
  const [second, third] = [gate(async () => 'never', controller.signal), gate(async () => 'third')]
  await expect(gate(async () => 'fourth')).rejects.toThrow(GateFull)
  controller.abort(new Error('no longer'))
  await expect(second).rejects.toThrow('no longer')
  await expect(gate(async () => 'never', controller.signal)).rejects.toThrow('no longer')
  leave()
  await first
  expect(await third).toBe('third')
})
