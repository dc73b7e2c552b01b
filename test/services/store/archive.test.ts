import { chmod, readdir, readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { days } from '../../../src/domain/clock.ts'
import type { Generation } from '../../../src/domain/generation.ts'
import { openRaw } from '../../support/openRaw.ts'
import { createRecord } from './support/createRecord.ts'
import { openStore } from './support/openStore.ts'

const now = Date.UTC(2026, 0, 1)
const year = days(365)

/** What nobody is to find any more. */
const secrets = ['a fox that dances', 'no snow at all', 'ana-and-her-cat.png', '1771', '1772', '1773', '1774', '1775']

/** A finished generation with a secret wherever one can be. */
function createFinished(id: string, finishedAt: number): Generation {
  const picture = { id: '1774', url: 'https://cdn.example/1774', fileName: 'ana-and-her-cat.png', size: 5 }
  const record = createRecord(id, {
    state: 'succeeded',
    createdAt: finishedAt - 60_000,
    finishedAt,
    provider: 'runware',
    modelId: 'klingai:3@2',
    settlement: { counted: 630_000, spent: 640_000, basis: 'reported' },
    retryOf: '1775',
    taskId: '1775',
    operation: { job: '1775' },
    result: { url: 'https://results.example/1775', hash: '1775', notSafeForWork: false },
    frames: { start: { hash: '1774', format: 'png', width: 500, height: 500, size: 5 } },
    delivery: { deliveredAt: finishedAt + 1, uploadedUrl: 'https://cdn.example/1773/1775' },
  })
  return {
    ...record,
    request: {
      ...record.request,
      scene: { kind: 'prompt', prompt: 'a fox that dances' },
      negativePrompt: 'no snow at all',
      startImage: picture,
    },
    origin: { ...record.origin, userId: '1771', guildId: '1772', channelId: '1773', messageId: '1773', token: '1774' },
  }
}

/** Whatever stands in the database and in the files beside it, also where nothing refers to it any more. */
async function readFiles(file: string): Promise<string> {
  const names = await readdir(dirname(file))
  return (await Promise.all(names.map((name) => readFile(join(dirname(file), name), 'latin1')))).join()
}

describe('forgetting', () => {
  test('leaves what was made and what it cost, and nothing by which a person could be found, not even in free pages', async () => {
    const { store, file } = await openStore()
    const record = createFinished('old', now - year - 1)
    await store.generations.put('old', { ...record, delivery: {} })
    await store.generations.put('old', record)
    expect(await store.archive.forget(now - year, 100)).toBe(1)
    expect(await store.generations.get('old')).toMatchObject({
      id: 'old',
      version: 1,
      state: 'succeeded',
      createdAt: record.createdAt,
      finishedAt: record.finishedAt,
      request: { duration: 5, quality: 'pro', sound: true },
      settlement: record.settlement,
      reserved: record.reserved,
      provider: 'runware',
      forgottenAt: now,
    })
    const bytes = await readFiles(file)
    for (const secret of secrets) expect(bytes).not.toContain(secret)
  })

  test('is not held up by one that cannot be read, which is quarantined', async () => {
    const { store, file } = await openStore()
    await store.generations.put('unreadable', createFinished('unreadable', now - year - 2))
    await store.generations.put('readable', createFinished('readable', now - year - 1))
    await openRaw(file).query(
      `UPDATE generations SET value = replace(value, '"succeeded"', '"imagining"') WHERE key = 'unreadable'`,
    )
    expect(await store.archive.forget(now - year, 1)).toBe(0)
    expect(await store.archive.forget(now - year, 1)).toBe(1)
    expect(await store.generations.get('readable')).toMatchObject({ forgottenAt: now })
    expect((await store.archive.remains()).map(({ id }) => id)).toEqual(['unreadable'])
  })

  test('begins with the moment of the end, and takes so many at once', async () => {
    const { store } = await openStore()
    const ends = [now - year - 3, now - year - 2, now - year - 1, now - year, now - 1]
    for (const end of ends) await store.generations.put(String(end), createFinished(String(end), end))
    await store.generations.put('open', { ...createFinished('open', now - year - 1), delivery: {} })
    expect(await store.archive.forget(now - year, 2)).toBe(2)
    expect(await store.archive.forget(now - year, 2)).toBe(1)
    expect(await store.archive.forget(now - year, 2)).toBe(0)
    const { items } = await store.generations.find({ to: now, limit: 10 })
    const kept = items.filter(({ id, forgottenAt }) => id !== 'open' && forgottenAt === undefined)
    expect(kept.map(({ id }) => Number(id)).sort()).toEqual(ends.slice(3).sort())
    expect(await store.generations.get('open')).toMatchObject({ origin: { userId: '1771' } })
  })

  test('keeps the server for as long as the budget of its month needs it', async () => {
    const { store, clock } = await openStore()
    await store.generations.put('a', createFinished('a', now - days(2)))
    await store.archive.forget(now - days(1), 100)
    expect(await store.generations.get('a')).toMatchObject({ origin: { guildId: '1772', userId: '' } })
    clock.advance(days(61))
    expect(await store.archive.forget(clock.now() - days(1), 100)).toBe(1)
    expect((await store.generations.get('a'))?.origin).not.toHaveProperty('guildId')
    expect(await store.archive.forget(clock.now() - days(1), 100)).toBe(0)
  })

  test('deletes what was set aside so long ago, and takes fields with it that only a newer bot knows', async () => {
    const { store, file, clock } = await openStore()
    const raw = openRaw(file)
    const newer = { ...createFinished('a', now - year - 1), nickname: '1775' }
    await raw.query('INSERT INTO generations (key, value) VALUES (?, ?)', 'a', JSON.stringify({ value: newer }))
    await raw.query("INSERT INTO generations (key, value) VALUES ('b', '1771')")
    await store.generations.get('b')
    clock.advance(1)
    expect(await store.archive.forget(clock.now(), 100)).toBe(1)
    expect(await raw.query('SELECT * FROM unreadable_records')).toEqual([])
    const bytes = await readFiles(file)
    for (const secret of secrets) expect(bytes).not.toContain(secret)
  })
})

test('nobody but the user of the bot can read the database, also where an earlier version has made it', async () => {
  const { store, file } = await openStore()
  await store.settings.put('a', { version: 0, value: 'x' })
  const listModes = async () => {
    const names = await readdir(dirname(file))
    const modes = names.map(async (name) => (await stat(join(dirname(file), name))).mode & 0o777)
    return Promise.all(modes)
  }
  expect(await listModes()).toEqual([0o600, 0o600, 0o600])
  expect((await stat(dirname(file))).mode & 0o777).toBe(0o700)
  for (const name of await readdir(dirname(file))) await chmod(join(dirname(file), name), 0o644)
  await openStore({ file })
  expect(await listModes()).toEqual([0o600, 0o600, 0o600])
})
