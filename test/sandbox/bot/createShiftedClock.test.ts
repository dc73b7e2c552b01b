import { expect, test } from 'vitest'
import { createShiftedClock } from '../../../sandbox/bot/createShiftedClock.ts'
import { createManualClock } from '../../support/createManualClock.ts'

function setUp(ahead?: number) {
  const base = createManualClock(1_000_000)
  const clock = createShiftedClock({ clock: base, ...(ahead !== undefined && { ahead }) })
  const ran: string[] = []
  const plan = (name: string, milliseconds: number) =>
    clock.after(milliseconds, () => ran.push(`${name} ${clock.now()}`))
  return { base, clock, ran, plan }
}

test('runs as the other one does', async () => {
  const { base, clock, ran, plan } = setUp()
  plan('late', 20)
  plan('early', 10)
  const cancel = plan('never', 15)
  cancel()
  await base.advance(20)
  expect(ran).toEqual(['early 1000010', 'late 1000020'])
  expect(clock.now()).toBe(base.now())
})

test('begins as far ahead as it is told', async () => {
  const { base, clock, ran, plan } = setUp(500)
  expect([clock.now(), clock.ahead]).toEqual([1_000_500, 500])
  plan('soon', 10)
  await base.advance(10)
  expect(ran).toEqual(['soon 1000510'])
})

test('put forward, runs at once what is due by then, the earliest first, and the rest when it is due', async () => {
  const { base, clock, ran, plan } = setUp()
  plan('third', 1_000)
  plan('first', 10)
  plan('second', 20)
  plan('rest', 1_001)
  clock.putForward(1_000)
  expect(ran).toEqual(['first 1001000', 'second 1001000', 'third 1001000'])
  expect(base.countTimers()).toBe(1)
  await base.advance(1)
  expect(ran.at(-1)).toBe('rest 1001001')
})

test('what is planned while it is put forward is planned from then on', async () => {
  const { base, clock, ran, plan } = setUp()
  clock.after(10, () => plan('next', 10))
  clock.putForward(1_000)
  expect(ran).toEqual([])
  await base.advance(10)
  expect(ran).toEqual(['next 1001010'])
})

test('one that is due may cancel another', () => {
  const { clock, ran, plan } = setUp()
  let cancel = () => {}
  clock.after(10, () => cancel())
  cancel = plan('cancelled', 20)
  clock.putForward(1_000)
  expect(ran).toEqual([])
})

test('never goes back', () => {
  const { clock, base, ran, plan } = setUp(1_000)
  plan('later', 10)
  clock.putForward(500)
  clock.putForward(1_000)
  expect([clock.ahead, clock.now() - base.now(), ran]).toEqual([1_000, 1_000, []])
})
