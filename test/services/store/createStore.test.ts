import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { StoreFailure } from '../../../src/domain/contracts/store.ts'
import { createLog } from '../../../src/log.ts'
import { openConnection } from '../../../src/services/store/connection.ts'
import { createStore, prepareDatabase } from '../../../src/services/store/createStore.ts'
import { toStoreFailure } from '../../../src/services/store/failures.ts'
import { createSystemClock } from '../../../src/system.ts'
import { createSteppedClock } from '../../support/createSteppedClock.ts'
import { openRaw } from '../../support/openRaw.ts'
import { createRecord } from './support/createRecord.ts'
import { createTemporaryFolder } from './support/createTemporaryFolder.ts'
import { openStore } from './support/openStore.ts'

const dependencies = { clock: createSteppedClock(), log: createLog({ level: 'silent', secrets: [] }) }

test('the folder of the database is made', async () => {
  const { file } = await openStore()
  expect((await stat(file)).isFile()).toBe(true)
})

test('the database is in write-ahead mode', async () => {
  const { file } = await openStore()
  expect(await openRaw(file).query('PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }])
})

test('a store in memory works and touches no file', async () => {
  const store = await createStore({ ...dependencies, url: 'sqlite://:memory:' })
  await store.generations.put('a', createRecord('a'))
  expect(await store.generations.open()).toStrictEqual([createRecord('a')])
  await store.lease('bot', 15_000)
  await store.close()
})

test('closing waits for the writes before it, and afterwards nothing is taken', async () => {
  const { store, file } = await openStore()
  const writes = Array.from({ length: 100 }, (_, index) => store.settings.put(`${index}`, { version: 0, value: 'x' }))
  await store.close()
  await Promise.all(writes)
  await store.close()
  await expect(store.settings.get('1')).rejects.toThrow(new StoreFailure('The store is closed'))
  await expect(store.settings.put('1', { version: 0, value: 'y' })).rejects.toThrow(StoreFailure)
  await expect(store.settings.all()).rejects.toThrow(StoreFailure)
  await expect(store.lease('bot', 15_000)).rejects.toThrow(StoreFailure)
  const { store: next } = await openStore({ file })
  expect(await next.settings.all()).toHaveLength(100)
})

test.each(['postgres://localhost/kling', 'redis://localhost', 'sqlite:data.sqlite', 'sqlite://', ''])(
  'the address %j is refused',
  async (url) => {
    await expect(createStore({ ...dependencies, url })).rejects.toThrow(
      new StoreFailure('The store cannot be opened: its address has to look like sqlite://<file>'),
    )
  },
)

test('a file that is no database fails clearly and is left as it is', async () => {
  const file = join(await createTemporaryFolder(), 'kling.sqlite')
  await writeFile(file, 'my diary, no database at all'.repeat(100))
  await expect(createStore({ ...dependencies, url: `sqlite://${file}` })).rejects.toThrow(
    new StoreFailure('The store cannot be opened: the file is not a database'),
  )
  expect(await readFile(file, 'utf8')).toContain('my diary')
})

test('a folder in the place of the database fails clearly', async () => {
  const file = join(await createTemporaryFolder(), 'kling.sqlite')
  await mkdir(file)
  await expect(createStore({ ...dependencies, url: `sqlite://${file}` })).rejects.toThrow(
    new StoreFailure('The store cannot be opened: the database file cannot be opened, or may not be written'),
  )
})

test('a file in the place of the folder fails clearly', async () => {
  const folder = await createTemporaryFolder()
  await writeFile(join(folder, 'data'), '')
  await expect(createStore({ ...dependencies, url: `sqlite://${folder}/data/kling.sqlite` })).rejects.toThrow(
    new StoreFailure('The store cannot be opened: its folder is a file'),
  )
})

test('a database that a newer bot has written is not touched', async () => {
  const { store, file } = await openStore()
  await store.close()
  const raw = openRaw(file)
  await raw.query('PRAGMA user_version = 7')
  await expect(createStore({ ...dependencies, url: `sqlite://${file}` })).rejects.toThrow(
    new StoreFailure('The store cannot be opened: a newer version of the bot has written it'),
  )
  expect(await raw.query('PRAGMA user_version')).toEqual([{ user_version: 7 }])
})

test('a database that may only be read is noticed at the start', async () => {
  const connection = await openConnection(join(await createTemporaryFolder(), 'kling.sqlite'))
  await connection.query('PRAGMA query_only = ON')
  await expect(prepareDatabase(connection, createSystemClock())).rejects.toThrow(
    new StoreFailure('The store cannot be written: the database file may only be read'),
  )
  await connection.close()
})

test('a full disk is named when something is written', async () => {
  const connection = await openConnection(join(await createTemporaryFolder(), 'kling.sqlite'))
  const table = await connection.openTable('settings')
  await table.query('PRAGMA max_page_count = 1')
  const error: unknown = await table.keyv.set('a', 'x'.repeat(100_000)).catch((thrown: unknown) => thrown)
  expect(toStoreFailure('written', error)).toEqual(
    new StoreFailure('The store cannot be written: the disk is full', { cause: error }),
  )
  await connection.close()
})

test('many processes may make the same new store at once', async () => {
  // Fewer than Node has threads for waiting: were all of them waiting for the lock, nobody could let go of it, which cannot
  // happen between real processes.
  const processes = 3
  for (let round = 0; round < 10; round += 1) {
    const file = join(await createTemporaryFolder(), 'kling.sqlite')
    const opened = await Promise.all(Array.from({ length: processes }, () => openStore({ file })))
    await Promise.all(opened.map(({ store }, index) => store.settings.put(`${index}`, { version: 0, value: 'x' })))
    expect(await opened[0]?.store.settings.all()).toHaveLength(processes)
    await Promise.all(opened.map(({ store }) => store.close()))
  }
})
