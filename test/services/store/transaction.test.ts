import { expect, test } from 'vitest'
import { z } from 'zod'
import {
  type CollectionDefinition,
  StaleVersion,
  StoreFailure,
  settings,
  UnfitRecord,
} from '../../../src/domain/contracts/store.ts'
import { createSteppedClock } from '../../support/createSteppedClock.ts'
import { openRaw } from '../../support/openRaw.ts'
import { openStore } from './support/openStore.ts'

const note = z.object({ version: z.number(), text: z.string() })
const notes: CollectionDefinition<z.infer<typeof note>> = { name: 'notes', schema: note }

async function openBoth(options?: Parameters<typeof openStore>[0]) {
  const opened = await openStore(options)
  return { ...opened, notes: await opened.store.collection(notes) }
}

test('records of several collections are saved together, and the next write knows their versions', async () => {
  const { store, notes: stored } = await openBoth()
  await stored.put('old', { version: 3, text: 'before' })
  await stored.put('gone', { version: 0, text: 'before' })
  await store.transaction((transaction) => {
    transaction.put(settings, 'a', { version: 0, value: 'x' })
    transaction.update(notes, 'old', { version: 3, text: 'after' })
    transaction.delete(notes, 'gone')
  })
  expect(await store.settings.get('a')).toEqual({ version: 0, value: 'x' })
  expect(await stored.all()).toEqual([{ version: 4, text: 'after' }])
  expect(await stored.update('old', { version: 4, text: 'later' })).toMatchObject({ version: 5 })
})

test.each<[string, Parameters<Awaited<ReturnType<typeof openStore>>['store']['transaction']>[0], unknown]>([
  [
    'one of the records was changed meanwhile',
    (transaction) => {
      transaction.put(settings, 'a', { version: 0, value: 'x' })
      transaction.update(notes, 'old', { version: 1, text: 'after' })
    },
    new StaleVersion('old'),
  ],
  [
    'one of them could not be read again',
    (transaction) => {
      transaction.put(settings, 'a', { version: 0, value: 'x' })
      transaction.put(notes, 'new', { version: Number.NaN, text: 'x' })
    },
    expect.any(UnfitRecord),
  ],
  [
    'the work throws',
    (transaction) => {
      transaction.put(settings, 'a', { version: 0, value: 'x' })
      throw new Error('No')
    },
    new Error('No'),
  ],
])('nothing is saved where %s', async (_, work, reason) => {
  const { store, notes: stored } = await openBoth()
  await stored.put('old', { version: 3, text: 'before' })
  await expect(store.transaction(work)).rejects.toEqual(reason)
  expect(await store.settings.all()).toEqual([])
  expect(await stored.all()).toEqual([{ version: 3, text: 'before' }])
})

test('two that want the same records in another order wait for each other, and only the first fits', async () => {
  const { store, notes: stored } = await openBoth()
  await Promise.all(['a', 'b'].map((key) => stored.put(key, { version: 0, text: '' })))
  const change = (keys: readonly string[], text: string) =>
    store.transaction((transaction) => {
      for (const key of keys) transaction.update(notes, key, { version: 0, text })
    })
  const ended = await Promise.allSettled([change(['a', 'b'], 'one'), change(['b', 'a'], 'other')])
  expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
  expect((await stored.all()).map(({ text }) => text)).toEqual(['one', 'one'])
})

test('nothing is saved without the lease', async () => {
  const first = await openBoth({ clock: createSteppedClock(0) })
  await first.store.lease('bot', 15_000)
  const second = await openBoth({ file: first.file, clock: createSteppedClock(15_000) })
  await second.store.lease('bot', 15_000)
  await expect(
    first.store.transaction((transaction) => transaction.put(notes, 'a', { version: 0, text: 'x' })),
  ).rejects.toThrow(StoreFailure)
  expect(await second.notes.all()).toEqual([])
})

test('what the database itself refuses is a defect and no outage', async () => {
  const { store, file, notes: stored } = await openBoth()
  await openRaw(file).query(`CREATE UNIQUE INDEX one_text ON notes (json_extract(value, '$.value.text'))`)
  await stored.put('a', { version: 0, text: 'x' })
  const twice = { version: 0, text: 'x' }
  await expect(stored.put('b', twice)).rejects.toThrow(UnfitRecord)
  await expect(store.transaction((transaction) => transaction.put(notes, 'b', twice))).rejects.toThrow(UnfitRecord)
  expect(await stored.all()).toHaveLength(1)
})
