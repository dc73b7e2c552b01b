import { expect, test } from 'vitest'
import { z } from 'zod'
import type { CollectionDefinition } from '../../../src/domain/contracts/store.ts'
import { openRaw } from '../../support/openRaw.ts'
import { createRecord } from './support/createRecord.ts'
import { openStore } from './support/openStore.ts'

const first: CollectionDefinition<{ version: number; name: string }> = {
  name: 'people',
  schema: z.object({ version: z.number(), name: z.string() }),
}
const third: CollectionDefinition<{ version: number; names: string[]; mood: string; age?: number | undefined }> = {
  name: 'people',
  schema: z.object({
    version: z.number(),
    names: z.array(z.string()),
    mood: z.enum(['glad', 'unknown']).catch('unknown'),
    age: z.number().optional(),
  }),
  indexed: ['age'],
  migrations: [({ name, ...rest }) => ({ ...rest, names: [name] }), (stored) => ({ mood: 'glad', ...stored })],
}

/** What stands in the table, as text. */
const readStored = async (file: string) =>
  (await openRaw(file).query('SELECT value FROM people')).map(({ value }) => JSON.parse(String(value)))

test('a record of an earlier format is read as one of the present, and saved as one', async () => {
  const { store, file } = await openStore()
  await (await store.collection(first)).put('a', { version: 0, name: 'Ana' })
  await store.close()
  const next = await openStore({ file })
  const people = await next.store.collection(third)
  const read = await people.get('a')
  expect(read).toEqual({ version: 0, names: ['Ana'], mood: 'glad' })
  if (read !== undefined) await people.update('a', read)
  expect(await readStored(file)).toEqual([{ value: { version: 1, names: ['Ana'], mood: 'glad' }, format: 3 }])
})

test('one of a later format is set aside whole, and is back with the version that knows it', async () => {
  const { store, file } = await openStore()
  await (await store.collection(third)).put('a', { version: 0, names: ['Ana'], mood: 'glad' })
  await store.close()
  const older = await openStore({ file })
  expect(await (await older.store.collection(first)).all()).toEqual([])
  await older.store.close()
  const again = await openStore({ file })
  expect(await (await again.store.collection(third)).all()).toEqual([{ version: 0, names: ['Ana'], mood: 'glad' }])
})

test('a word that only a newer bot knows is kept until somebody says another one', async () => {
  const { store, file } = await openStore()
  const people = await store.collection(third)
  const written = { value: { version: 0, names: ['Ana'], mood: 'wistful', hat: { size: 7 } }, format: 3 }
  await openRaw(file).query('INSERT INTO people (key, value) VALUES (?, ?)', 'a', JSON.stringify(written))
  const read = await people.get('a')
  expect(read).toEqual({ version: 0, names: ['Ana'], mood: 'unknown' })
  if (read === undefined) return
  const saved = await people.update('a', { ...read, names: ['Ana', 'Bea'] })
  expect(await readStored(file)).toMatchObject([
    { value: { mood: 'wistful', hat: { size: 7 }, names: ['Ana', 'Bea'] } },
  ])
  await people.update('a', { ...saved, mood: 'glad' })
  expect(await readStored(file)).toMatchObject([{ value: { mood: 'glad', hat: { size: 7 } } }])
})

test('records are found by an indexed field, in its order', async () => {
  const { store, file } = await openStore()
  const people = await store.collection(third)
  for (const age of [40, 9, 71, 25]) await people.put(`${age}`, { version: 0, names: [], mood: 'glad', age })
  await people.put('ageless', { version: 0, names: [], mood: 'glad' })
  const find = async (range: { from?: number; to?: number; limit: number }) =>
    (await people.find({ field: 'age', ...range })).map(({ age }) => age)
  expect(await find({ limit: 10 })).toEqual([9, 25, 40, 71])
  expect(await find({ from: 25, to: 40, limit: 10 })).toEqual([25, 40])
  expect(await find({ from: 10, limit: 1 })).toEqual([25])
  expect(() => people.find({ field: 'mood', limit: 1 })).toThrow('people.mood is not indexed')
  const plan = await openRaw(file).query(
    `EXPLAIN QUERY PLAN SELECT key, value FROM people
     WHERE CASE WHEN json_valid(value) THEN json_extract(value, '$.value.age') END >= 1`,
  )
  expect(plan[0]?.detail).toMatch(/people_by_age/)
})

test.each([
  ['a prompt', { prompt: 'a fox at dawn' }, { kind: 'prompt', prompt: 'a fox at dawn' }],
  [
    'shots beside a prompt',
    { prompt: 'both', shots: [{ prompt: 'a fox at dawn', duration: 5 }] },
    { kind: 'shots', shots: [{ prompt: 'a fox at dawn', duration: 5 }] },
  ],
])('a generation of the first format with %s is read, found and saved with its scene', async (_what, first, scene) => {
  const { store, file } = await openStore()
  const { request, ...rest } = createRecord('a')
  const { scene: _scene, ...settings } = request
  const stored = { value: { ...rest, request: { ...first, ...settings } } }
  await openRaw(file).query('INSERT INTO generations (key, value) VALUES (?, ?)', 'a', JSON.stringify(stored))
  const find = async () => (await store.generations.find({ words: 'fox dawn', limit: 10 })).items

  const [read] = await find()
  expect(read).toEqual({ ...rest, request: { ...settings, scene } })
  if (read !== undefined) await store.generations.update('a', read)
  const [row] = await openRaw(file).query('SELECT value FROM generations')
  expect(JSON.parse(String(row?.value))).toEqual({ value: { ...read, version: 1 }, format: 2 })
  expect(await find()).toEqual([{ ...read, version: 1 }])
})
