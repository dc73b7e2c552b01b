import { expect, test } from 'vitest'
import { days } from '../../../src/domain/clock.ts'
import { generation } from '../../../src/domain/generation.ts'
import { openRaw } from '../../support/openRaw.ts'
import { createRecord } from './support/createRecord.ts'
import { openStore } from './support/openStore.ts'

const now = Date.UTC(2026, 0, 1)

const usual = createRecord('a', {
  createdAt: now,
  retryOf: 'earlier',
  request: { ...createRecord('a').request, scene: { kind: 'prompt', prompt: 'a sign that reads "reserved":7' } },
  settlement: { counted: 630_000, spent: 640_000, basis: 'reported' },
  state: 'succeeded',
})
const origin = { ...usual.origin, guildId: '5' }
const result = { url: 'https://example.com', hash: 'kept', notSafeForWork: false }

/** What remains of a row that was set aside. */
async function findRemains(stored: string | null) {
  const { store, file } = await openStore()
  await openRaw(file).query("INSERT INTO generations (key, value) VALUES ('a', ?)", stored)
  await store.generations.get('a')
  const remains = await store.archive.remains()
  for (const each of remains) expect(generation.parse(each)).toStrictEqual(each)
  return remains
}

const wrap = (value: unknown) => JSON.stringify({ value })

test('of a finished record that cannot be read the money, the person, the server and the claims remain', async () => {
  expect(await findRemains(wrap({ ...usual, origin, result, version: 'x' }))).toMatchObject([
    {
      id: 'a',
      state: 'succeeded',
      createdAt: now,
      retryOf: 'earlier',
      reserved: 840_000,
      settlement: usual.settlement,
      result,
      origin: { userId: '3', guildId: '5', interactionId: '1', installation: 'guild' },
    },
  ])
})

test('also of a text that is cut off, and what a person wrote is not taken for it', async () => {
  const stored = wrap({ ...usual, origin })
  expect(await findRemains(stored.slice(0, stored.indexOf('"passedOver"')))).toMatchObject([
    { id: 'a', createdAt: now, reserved: 840_000, origin: { userId: '3', guildId: '5' } },
  ])
})

test('where the cost makes no sense the reserved price counts', async () => {
  const settlement = { counted: 1e300, spent: 1e300, basis: 'reported' }
  const [remains] = await findRemains(wrap({ ...usual, settlement }))
  expect(remains).toMatchObject({ state: 'succeeded', reserved: 840_000 })
  expect(remains).not.toHaveProperty('settlement')
})

test('an open one in a state of a newer bot counts as open, for two days', async () => {
  const { settlement: _settlement, ...open } = usual
  const state = 'imagining'
  expect(await findRemains(wrap({ ...open, state }))).toMatchObject([{ state: 'running' }])
  const older = { ...open, state, createdAt: now - days(3) }
  expect(await findRemains(wrap(older))).toMatchObject([{ state: 'succeeded', reserved: 840_000 }])
})

test.each([null, '[]', '{"half a rec', wrap(null)])('nothing but the moment remains of %j', async (stored) => {
  expect(await findRemains(stored)).toMatchObject([{ id: 'a', createdAt: now, reserved: 0 }])
})

test('one that can be read again remains no longer', async () => {
  const { store, file } = await openStore()
  const raw = openRaw(file)
  await raw.query("INSERT INTO generations (key, value) VALUES ('a', ?)", wrap({ ...usual, state: 'imagining' }))
  expect(await store.generations.open()).toEqual([])
  await raw.query(`UPDATE unreadable_records SET value = replace(value, 'imagining', 'running')`)
  expect(await store.generations.open()).toStrictEqual([{ ...usual, state: 'running' }])
  expect(await store.archive.remains()).toEqual([])
})
