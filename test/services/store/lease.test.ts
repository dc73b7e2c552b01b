import { join } from 'node:path'
import { expect, test } from 'vitest'
import { LeaseHeld, type Store, StoreFailure } from '../../../src/domain/contracts/store.ts'
import { createLeaseWatch, endLeases } from '../../../src/services/store/lease.ts'
import { createSteppedClock } from '../../support/createSteppedClock.ts'
import { openRaw } from '../../support/openRaw.ts'
import { createTemporaryFolder } from './support/createTemporaryFolder.ts'
import { openStore } from './support/openStore.ts'

const length = 15_000
/** How long a slow machine may take; nothing waits this long otherwise. */
const patience = { timeout: 20_000 }
const setting = { version: 0, value: 'x' }

/** Two stores on one file, as two processes of one machine have them. */
async function openTwo() {
  const clock = createSteppedClock()
  const file = join(await createTemporaryFolder(), 'kling.sqlite')
  const first = await openStore({ file, clock })
  const second = await openStore({ file, clock })
  return { first, second, clock, file }
}

/** Lets a heartbeat that has begun reach the database: any later statement on the same connection comes after it. */
async function settle(file: string, expiresAt: number) {
  const raw = openRaw(file)
  await expect
    .poll(() => raw.query("SELECT json_extract(value, '$.expiresAt') AS at FROM leases"), patience)
    .toEqual([{ at: expiresAt }])
  await raw.close()
}

test('a second process does not get the lease while the first one holds it', async () => {
  const { first, second } = await openTwo()
  const lease = await first.store.lease('bot', length)
  expect(lease.isHeld()).toBe(true)
  await expect(second.store.lease('bot', length)).rejects.toThrow(new LeaseHeld('bot'))
  await expect(first.store.lease('bot', length)).rejects.toThrow(LeaseHeld)
})

test('leases of other names do not stand in the way', async () => {
  const { first, second } = await openTwo()
  await first.store.lease('bot', length)
  expect((await second.store.lease('another', length)).isHeld()).toBe(true)
})

test('a released lease is free at once, and the next holder has a higher number', async () => {
  const { first, second } = await openTwo()
  const lease = await first.store.lease('bot', length)
  await lease.release()
  await lease.release()
  expect(lease.isHeld()).toBe(false)
  const next = await second.store.lease('bot', length)
  expect(next.fencing).toBe(lease.fencing + 1)
  await lease.release()
  expect(next.isHeld()).toBe(true)
  await expect(first.store.lease('bot', length)).rejects.toThrow(LeaseHeld)
})

test('closing the store releases the lease and stops its heartbeat', async () => {
  const { first, second, clock } = await openTwo()
  await first.store.lease('bot', length)
  await first.store.close()
  expect(clock.countTimers()).toBe(0)
  expect((await second.store.lease('bot', length)).isHeld()).toBe(true)
})

test('the heartbeat keeps the lease for as long as the process lives', async () => {
  const { first, second, clock, file } = await openTwo()
  const lease = await first.store.lease('bot', length)
  for (let beat = 0; beat < 12; beat += 1) {
    clock.advance(length / 3)
    await settle(file, clock.now() + length)
    await expect.poll(() => clock.countTimers(), patience).toBe(1)
  }
  expect(lease.isHeld()).toBe(true)
  await expect(second.store.lease('bot', length)).rejects.toThrow(LeaseHeld)
})

test('a holder that died loses the lease when it expires, and not before', async () => {
  const clock = createSteppedClock()
  const dead = await openStore({ clock: createSteppedClock(clock.now()) })
  await dead.store.lease('bot', length)
  const { store } = await openStore({ file: dead.file, clock })
  clock.advance(length - 1)
  await expect(store.lease('bot', length)).rejects.toThrow(LeaseHeld)
  clock.advance(1)
  expect(await store.lease('bot', length)).toMatchObject({ fencing: 2 })
})

/** Looks at the lease once a second, as a process that starts does. */
async function look(store: Store, clock: ReturnType<typeof createSteppedClock>, seconds: number) {
  for (let second = 0; second < seconds; second += 1) {
    await expect(store.lease('bot', length)).rejects.toThrow(LeaseHeld)
    clock.advance(1_000)
  }
}

test('a lease from the future bars nobody: it is watched for its own length, and taken if its holder gives no sign', async () => {
  const clock = createSteppedClock()
  const dead = await openStore({ clock: createSteppedClock(clock.now() + 60 * 60_000) })
  await dead.store.lease('bot', length)
  const { store } = await openStore({ file: dead.file, clock })
  await look(store, clock, 15)
  expect(await store.lease('bot', length)).toMatchObject({ fencing: 2 })
})

test('one whose holder lives is not taken, however wrong the clock of either is', async () => {
  const clock = createSteppedClock()
  const ahead = createSteppedClock(clock.now() + 60 * 60_000)
  const living = await openStore({ clock: ahead })
  const lease = await living.store.lease('bot', length)
  const { store } = await openStore({ file: living.file, clock })
  for (let beat = 0; beat < 6; beat += 1) {
    await look(store, clock, 5)
    ahead.advance(length / 3)
    await settle(living.file, ahead.now() + length)
    await expect.poll(() => ahead.countTimers(), patience).toBe(1)
  }
  expect(lease.isHeld()).toBe(true)
})

test('of two that watch the same dead one a single one takes it', async () => {
  const clock = createSteppedClock()
  const dead = await openStore({ clock: createSteppedClock(clock.now() + 60 * 60_000) })
  await dead.store.lease('bot', length)
  const stores = [await openStore({ file: dead.file, clock }), await openStore({ file: dead.file, clock })]
  for (const { store } of stores) await expect(store.lease('bot', length)).rejects.toThrow(LeaseHeld)
  clock.advance(length)
  const outcomes = await Promise.allSettled(stores.map(({ store }) => store.lease('bot', length)))
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('a holder that slept too long sees that its lease has passed on, and writes nothing', async () => {
  const sleeping = createSteppedClock()
  const first = await openStore({ clock: sleeping })
  const lease = await first.store.lease('bot', length)
  await first.store.settings.put('a', setting)

  const awake = createSteppedClock(sleeping.now() + length)
  const second = await openStore({ file: first.file, clock: awake })
  await second.store.lease('bot', length)
  await second.store.settings.put('a', { version: 1, value: 'of the second' })

  sleeping.advance(length)
  expect(lease.isHeld()).toBe(false)
  for (const write of [
    () => first.store.settings.put('a', setting),
    () => first.store.settings.update('a', { version: 1, value: 'y' }),
    () => first.store.settings.delete('a'),
  ]) {
    await expect(write()).rejects.toThrow(
      new StoreFailure('The store cannot be written: the lease bot is not ours any more'),
    )
  }
  expect(await second.store.settings.get('a')).toEqual({ version: 1, value: 'of the second' })
  expect(first.lines).toMatchObject([{ level: 'error', msg: 'Another process has taken the lease', lease: 'bot' }])
})

test('a holder that was frozen after it had looked at its lease writes nothing when it comes back', async () => {
  const first = await openStore()
  const lease = await first.store.lease('bot', length)
  let losses = 0
  lease.onLost(() => {
    losses += 1
  })
  // Another one takes over while no time passes for the first.
  const second = await openStore({ file: first.file, clock: createSteppedClock(first.clock.now() + length) })
  await second.store.lease('bot', length)
  await second.store.settings.put('a', { version: 1, value: 'of the second' })

  expect(lease.isHeld()).toBe(true)
  for (const write of [
    () => first.store.settings.put('a', setting),
    () => first.store.settings.put('b', setting),
    () => first.store.settings.update('a', { version: 1, value: 'y' }),
  ]) {
    await expect(write()).rejects.toThrow(
      new StoreFailure('The store cannot be written: the lease bot is not ours any more'),
    )
  }
  expect(await second.store.settings.get('a')).toEqual({ version: 1, value: 'of the second' })
  expect(await second.store.settings.get('b')).toBeUndefined()
  await expect.poll(() => losses).toBe(1)
})

test('a heartbeat that comes late, while nobody else came, goes on', async () => {
  const clock = createSteppedClock()
  const { store, file } = await openStore({ clock })
  const lease = await store.lease('bot', length)
  const raw = openRaw(file)
  await raw.query('ALTER TABLE leases RENAME TO elsewhere')
  clock.advance(length * 2)
  expect(lease.isHeld()).toBe(false)
  await expect(store.settings.put('a', setting)).rejects.toThrow(StoreFailure)
  await raw.query('ALTER TABLE elsewhere RENAME TO leases')
  await store.settings.put('a', setting)
  expect(lease.isHeld()).toBe(true)
})

test('a heartbeat that fails is reported and tried again', async () => {
  const clock = createSteppedClock()
  const { store, file, lines } = await openStore({ clock })
  const lease = await store.lease('bot', length)
  const raw = openRaw(file)
  await raw.query('ALTER TABLE leases RENAME TO elsewhere')
  clock.advance(length / 3)
  await expect.poll(() => lines, patience).toMatchObject([{ level: 'warn', msg: 'The lease could not be renewed' }])
  await raw.query('ALTER TABLE elsewhere RENAME TO leases')
  await expect.poll(() => clock.countTimers(), patience).toBe(1)
  clock.advance(length / 3)
  await settle(file, clock.now() + length)
  expect(lease.isHeld()).toBe(true)
})

test('a lease is ended for another layout once its holder gives no sign, and not before', async () => {
  const { first, clock, file } = await openTwo()
  await first.store.lease('bot', length)
  const raw = openRaw(file)
  const watch = createLeaseWatch(createSteppedClock())
  await expect(endLeases(raw, watch, clock.now())).rejects.toThrow(new LeaseHeld('bot'))
  await first.store.settings.put('a', setting)

  await endLeases(raw, watch, clock.now() + length)
  await expect(first.store.settings.put('b', setting)).rejects.toThrow(StoreFailure)
  watch.stop()
})

test('after the release nothing is written through this store', async () => {
  const { store } = await openStore()
  const lease = await store.lease('bot', length)
  await lease.release()
  await expect(store.settings.put('a', setting)).rejects.toThrow(StoreFailure)
  await store.lease('bot', length)
  await store.settings.put('a', setting)
})

test('of many processes that race for the lease exactly one wins, every time', async () => {
  const clock = createSteppedClock()
  const file = join(await createTemporaryFolder(), 'kling.sqlite')
  const stores = await Promise.all(Array.from({ length: 6 }, () => openStore({ file, clock })))
  for (let round = 1; round <= 20; round += 1) {
    const outcomes = await Promise.allSettled(stores.map(({ store }) => store.lease('bot', length)))
    const won = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
    const lost = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
    expect(won.map(({ fencing }) => fencing)).toEqual([round])
    for (const error of lost) expect(error).toBeInstanceOf(LeaseHeld)
    for (const lease of won) await lease.release()
  }
})
