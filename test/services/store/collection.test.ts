import { expect, test } from 'vitest'
import { StaleVersion, StoreFailure, settings, UnfitRecord } from '../../../src/domain/contracts/store.ts'
import { openRaw } from '../../support/openRaw.ts'
import { createRecord } from './support/createRecord.ts'
import { openStore } from './support/openStore.ts'

test('a record comes back as it was put, also by the next process', async () => {
  const { store, file } = await openStore()
  const record = createRecord('a', { finishedAt: Date.UTC(2026, 0, 2) })
  await store.generations.put('a', record)
  expect(await store.generations.get('a')).toStrictEqual(record)
  await store.close()

  const { store: next } = await openStore({ file })
  expect(await next.generations.get('a')).toStrictEqual(record)
  expect(await next.generations.open()).toStrictEqual([record])
})

test('records that are put at once are all there, each as it was', async () => {
  const { store, file } = await openStore()
  const records = Array.from({ length: 450 }, (_each, index) =>
    createRecord(`record ${String(index).padStart(3, '0')}`, { failure: { kind: 'renderFailed' }, reserved: index }),
  )
  await Promise.all(records.map((record) => store.generations.put(record.id, record)))
  await store.close()

  const { store: next } = await openStore({ file })
  expect(await next.generations.open()).toStrictEqual(records)
})

test('collections keep their records apart', async () => {
  const { store } = await openStore()
  const others = await store.collection({ name: 'others', schema: settings.schema })
  await store.generations.put('a', createRecord('a'))
  await store.settings.put('a', { version: 0, value: 'x' })
  await others.put('b', { version: 0, value: 'y' })
  expect((await store.generations.open()).map(({ id }) => id)).toEqual(['a'])
  expect(await store.settings.all()).toEqual([{ version: 0, value: 'x' }])
  expect(await others.all()).toEqual([{ version: 0, value: 'y' }])
  expect(await store.settings.get('b')).toBeUndefined()
})

test('a deleted record is gone, and deleting it again is no failure', async () => {
  const { store } = await openStore()
  await store.generations.put('a', createRecord('a'))
  await store.generations.delete('a')
  await store.generations.delete('a')
  expect(await store.generations.get('a')).toBeUndefined()
  expect(await store.generations.open()).toEqual([])
})

test('an update counts the version up and returns what was saved', async () => {
  const { store } = await openStore()
  const record = createRecord('a')
  await store.generations.put('a', record)
  const saved = await store.generations.update('a', { ...record, state: 'preparing' })
  expect(saved).toStrictEqual({ ...record, state: 'preparing', version: 1 })
  expect(await store.generations.get('a')).toStrictEqual(saved)
})

test('an update of a record that was changed, or is gone, fails and changes nothing', async () => {
  const { store } = await openStore()
  const record = createRecord('a')
  await store.generations.put('a', record)
  const saved = await store.generations.update('a', { ...record, state: 'preparing' })
  await expect(store.generations.update('a', { ...record, state: 'failed' })).rejects.toThrow(StaleVersion)
  expect(await store.generations.get('a')).toStrictEqual(saved)
  await expect(store.generations.update('b', record)).rejects.toThrow(StaleVersion)
  expect(await store.generations.get('b')).toBeUndefined()
})

test('of many updates of one version at once exactly one is saved', async () => {
  const { store } = await openStore()
  const record = createRecord('a')
  await store.generations.put('a', record)
  const outcomes = await Promise.allSettled(
    Array.from({ length: 20 }, (_, submits) => store.generations.update('a', { ...record, submits })),
  )
  const saved = outcomes.filter(({ status }) => status === 'fulfilled')
  expect(saved).toHaveLength(1)
  expect(await store.generations.get('a')).toStrictEqual(createRecord('a', { version: 1, submits: 0 }))
})

test('writes to one key that nobody waits for end with the last one', async () => {
  const { store } = await openStore()
  for (let run = 0; run < 50; run += 1) {
    const key = `key-${run}`
    const writes = Array.from({ length: 8 }, (_, index) =>
      store.settings.put(key, { version: index, value: `value ${index}` }),
    )
    expect(await store.settings.get(key)).toEqual({ version: 7, value: 'value 7' })
    await Promise.all(writes)
  }
})

test('thousands of records are read completely, across pages', async () => {
  const { store, file } = await openStore()
  const raw = openRaw(file)
  await raw.query(
    `WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < 2500)
     INSERT INTO settings (key, value)
     SELECT 'key-' || n, json_object('value', json_object('version', n, 'value', 'x')) FROM counted`,
  )
  const records = await store.settings.all()
  expect(new Set(records.map(({ version }) => version)).size).toBe(2_500)
})

test('records deleted while others are read hide none of the rest', async () => {
  const { store, file } = await openStore()
  const raw = openRaw(file)
  await raw.query(
    `WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < 2500)
     INSERT INTO settings (key, value)
     SELECT printf('key-%05d', n), json_object('value', json_object('version', n, 'value', 'x')) FROM counted`,
  )
  const reading = store.settings.all()
  const deleted = Array.from({ length: 500 }, (_, index) => `key-${String(index + 1).padStart(5, '0')}`)
  await Promise.all(deleted.map((key) => store.settings.delete(key)))
  const versions = new Set((await reading).map(({ version }) => version))
  for (let version = 501; version <= 2_500; version += 1) expect(versions).toContain(version)
})

const wrapped = (value: unknown) => JSON.stringify({ value })

const unreadable = [
  ['text that is not JSON', '{"value":{"version":0,"value":"a secret prom'],
  ['JSON of another kind', '[]'],
  ['null', 'null'],
  ['nothing', null],
  ['a record without a field', wrapped({ version: 0 })],
  ['a record with a wrong field', wrapped({ version: 'a secret prompt', value: 'x' })],
] as const

test.each(unreadable)('%s is set aside and reported, and the reading goes on', async (_, stored) => {
  const { store, file, lines, clock } = await openStore()
  const raw = openRaw(file)
  await store.settings.put('a', { version: 0, value: 'a' })
  await raw.query('INSERT INTO settings (key, value) VALUES (?, ?)', 'b', stored)
  await store.settings.put('c', { version: 0, value: 'c' })

  expect(await store.settings.all()).toEqual([
    { version: 0, value: 'a' },
    { version: 0, value: 'c' },
  ])
  expect(lines).toMatchObject([{ level: 'error', msg: 'Unreadable record', table: 'settings', key: 'b' }])
  expect(JSON.stringify(lines)).not.toContain('a secret prom')
  expect(await raw.query('SELECT key FROM settings ORDER BY key')).toEqual([{ key: 'a' }, { key: 'c' }])
  const aside = await raw.query('SELECT key, value FROM unreadable_records')
  expect(aside).toHaveLength(1)
  expect(aside[0]?.key).toBe(`settings/b/${clock.now()}`)
  expect(JSON.parse(String(aside[0]?.value))).toMatchObject({ value: { stored } })

  expect(await store.settings.all()).toHaveLength(2)
  expect(lines).toHaveLength(1)
})

test('an unreadable record that is asked for counts as absent and is set aside', async () => {
  const { store, file, lines } = await openStore()
  await openRaw(file).query("INSERT INTO generations (key, value) VALUES ('a', 'x')")
  expect(await store.generations.get('a')).toBeUndefined()
  expect(lines).toHaveLength(1)
  await store.generations.put('a', createRecord('a'))
  expect(await store.generations.get('a')).toStrictEqual(createRecord('a'))
})

test('an unreadable record that cannot be set aside stays, is reported, and the reading goes on', async () => {
  const { store, file, lines } = await openStore()
  const raw = openRaw(file)
  await store.settings.put('a', { version: 0, value: 'a' })
  await raw.query("INSERT INTO settings (key, value) VALUES ('b', 'x')")
  await raw.query('DROP TABLE unreadable_records')
  expect(await store.settings.all()).toEqual([{ version: 0, value: 'a' }])
  expect(lines).toMatchObject([{ level: 'error', msg: 'Unreadable record, and it could not be set aside', key: 'b' }])
  expect(await raw.query('SELECT key FROM settings')).toHaveLength(2)
})

test('what the database refuses is a StoreFailure with its cause', async () => {
  const { store, file } = await openStore()
  await openRaw(file).query('DROP TABLE settings')
  const calls = [
    () => store.settings.get('a'),
    () => store.settings.put('a', { version: 0, value: 'x' }),
    () => store.settings.update('a', { version: 0, value: 'x' }),
    () => store.settings.delete('a'),
    () => store.settings.all(),
  ]
  for (const call of calls) {
    const failure = await call().catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(StoreFailure)
    expect(failure).toMatchObject({ cause: { code: 'SQLITE_ERROR' } })
  }
  await store.generations.put('a', createRecord('a'))
})

test('a failed write does not stop the next one to the same key', async () => {
  const { store, file } = await openStore()
  const raw = openRaw(file)
  await raw.query('ALTER TABLE settings RENAME TO elsewhere')
  await expect(store.settings.put('a', { version: 0, value: 'x' })).rejects.toThrow(StoreFailure)
  await raw.query('ALTER TABLE elsewhere RENAME TO settings')
  await store.settings.put('a', { version: 0, value: 'y' })
  expect(await store.settings.get('a')).toEqual({ version: 0, value: 'y' })
})

test('while another process has locked the database nobody waits longer than the first, and what was refused is never written', async () => {
  const { store, file } = await openStore()
  const raw = openRaw(file)
  await raw.query('BEGIN IMMEDIATE')
  const crowd = Array.from({ length: 50 }, (_each, index) =>
    store.generations.put(`${index}`, createRecord(`${index}`)).then(
      () => 'saved',
      (error: unknown) => error,
    ),
  )
  expect(await crowd[0]).toEqual(
    new StoreFailure('The store cannot be written: another process is writing to the database'),
  )
  await raw.query('ROLLBACK')
  for (const outcome of await Promise.all(crowd)) expect(outcome).toBeInstanceOf(StoreFailure)
  await store.generations.put('next', createRecord('next'))
  expect((await store.generations.open()).map(({ id }) => id)).toEqual(['next'])
})

test('a lock that is gone in time costs nobody anything', async () => {
  const { store, file } = await openStore()
  const raw = openRaw(file)
  await raw.query('BEGIN IMMEDIATE')
  const written = store.settings.put('a', { version: 0, value: 'x' })
  const deleted = store.settings.delete('b')
  await new Promise((resolve) => setImmediate(resolve))
  await raw.query('ROLLBACK')
  await Promise.all([written, deleted])
  expect(await store.settings.get('a')).toEqual({ version: 0, value: 'x' })
})

test.each([
  ['a cost of 1e300', { settlement: { counted: 0, spent: 1e300, basis: 'reported' } as const }],
  ['a cost that is no number', { reserved: Number.NaN }],
  ['a field that is missing', { passedOver: undefined as never }],
])('a record with %s could not be read again and is not written', async (_, changes) => {
  const { store, lines } = await openStore()
  const record = createRecord('a')
  await store.generations.put('a', record)
  await expect(store.generations.put('b', { ...record, ...changes })).rejects.toThrow(UnfitRecord)
  await expect(store.generations.update('a', { ...record, ...changes })).rejects.toThrow(UnfitRecord)
  expect(await store.generations.open()).toStrictEqual([record])
  expect(lines).toEqual([])
})

test('facts of a video that make no sense are left out, and the paid video is saved', async () => {
  const { store } = await openStore()
  const result = { url: 'https://example.com/a.mp4', notSafeForWork: false, size: 5 }
  const odd = { width: 0, height: Number.NaN, duration: Number.POSITIVE_INFINITY, hasSound: true }
  await store.generations.put('a', createRecord('a', { result: { ...result, ...odd } }))
  expect((await store.generations.get('a'))?.result).toEqual({ ...result, hasSound: true })
})

test('what a newer bot has added to a record is kept when this one saves it', async () => {
  const { store, file } = await openStore()
  const raw = openRaw(file)
  const newer = {
    ...createRecord('a', { progress: { status: 'waiting' } }),
    mood: { of: ['the', 'day'] },
    origin: { ...createRecord('a').origin, nickname: 'Ana' },
    progress: { status: 'waiting', expected: 12 },
  }
  await raw.query('INSERT INTO generations (key, value) VALUES (?, ?)', 'a', JSON.stringify({ value: newer }))
  const [read] = await store.generations.open()
  if (read === undefined) throw new Error('The record cannot be read')
  const { progress: _progress, ...rest } = read
  const saved = await store.generations.update('a', { ...rest, state: 'queued' })
  const [row] = await raw.query('SELECT value FROM generations')
  const { progress: _newer, ...kept } = newer
  expect(JSON.parse(String(row?.value)).value).toEqual({ ...kept, state: 'queued', version: 1 })
  expect(saved).not.toHaveProperty('mood')
})

test('a record that was set aside is put back as soon as it can be read, unless a later one stands in its place', async () => {
  const { store, file, lines } = await openStore()
  const raw = openRaw(file)
  const insert = (key: string, version: number | string) =>
    raw.query('INSERT INTO settings (key, value) VALUES (?, ?)', key, wrapped({ version, value: 'x', added: true }))
  await insert('a', 'of a newer bot')
  await insert('b', 'of a newer bot')
  expect(await store.settings.all()).toEqual([])
  await store.settings.put('b', { version: 8, value: 'later' })
  await raw.query(`UPDATE unreadable_records SET value = replace(value, '\\"of a newer bot\\"', '7')`)

  expect(await store.settings.all()).toEqual([
    { version: 7, value: 'x' },
    { version: 8, value: 'later' },
  ])
  expect(await raw.query('SELECT key FROM unreadable_records')).toEqual([])
  const [row] = await raw.query("SELECT value FROM settings WHERE key = 'a'")
  expect(JSON.parse(String(row?.value))).toEqual({ value: { version: 7, value: 'x', added: true } })
  expect(lines.filter(({ level }) => level === 'info')).toHaveLength(2)
})
