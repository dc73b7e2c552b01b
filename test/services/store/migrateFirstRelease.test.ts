import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, inject, test } from 'vitest'
import { StoreFailure } from '../../../src/domain/contracts/store.ts'
import { createSteppedClock } from '../../support/createSteppedClock.ts'
import { openRaw } from '../../support/openRaw.ts'
import { createTemporaryFolder } from './support/createTemporaryFolder.ts'
import { openStore } from './support/openStore.ts'

const fixture = fileURLToPath(new URL('../../fixtures/first-release.sqlite', import.meta.url))
/** When the fixture was made. */
const now = Date.UTC(2026, 0, 20, 12)
const day = Date.UTC(2026, 0, 20)
const month = Date.UTC(2026, 0, 1)

/** Opens the store in a process of its own, which kills itself before a statement. */
const dieAt = fileURLToPath(new URL('./support/dieAt.mjs', import.meta.url))
const wholeFile = [[{ count: 4 }], [{ count: 9 }]]

async function copyFixture(): Promise<string> {
  const file = join(await createTemporaryFolder(), 'kling.sqlite')
  await copyFile(fixture, file)
  return file
}

async function openMigrated(file: string) {
  return openStore({ file, clock: createSteppedClock(now) })
}

test('the database of the first release is brought to the new layout with everything that stood in it', async () => {
  const file = await copyFixture()
  const { store } = await openMigrated(file)
  expect((await store.generations.open()).map(({ id }) => id)).toEqual([
    'open-undelivered',
    'open-running',
    'open-queued',
  ])
  const { items } = await store.generations.find({ limit: 100 })
  expect(items.map(({ id }) => id).sort()).toEqual(
    [
      ...['done-forgotten', 'done-in-both', 'done-last-month', 'done-lost-retry', 'done-newer-field', 'done-refused'],
      ...['done-retry', 'done-yesterday', 'open-queued', 'open-running', 'open-undelivered'],
    ].sort(),
  )
  // The finished one counts where it stood in both tables.
  expect(await store.generations.get('done-in-both')).toMatchObject({ state: 'lost', settlement: { spent: 840_000 } })
  expect(await store.settings.get('paces')).toEqual({ version: 0, value: '{"runware:pro:5":[]}' })
  const [newer] = await openRaw(file).query(`SELECT value FROM generations WHERE key = 'done-newer-field'`)
  expect(JSON.parse(String(newer?.value)).value).toMatchObject({ mood: 'blue', origin: { nickname: 'Ana' } })
})

test('after a start of the first release on the new file everything is as it was', async () => {
  const file = await copyFixture()
  const { store } = await openMigrated(file)
  const { items } = await store.generations.find({ limit: 100 })
  await store.close()
  // It makes its tables before it sees that the file is too new for it.
  for (const name of ['open_generations', 'finished_generations']) {
    await openRaw(file).query(`CREATE TABLE ${name} (key VARCHAR(255) PRIMARY KEY, value TEXT)`)
  }
  const again = await openMigrated(file)
  expect((await again.store.generations.find({ limit: 100 })).items).toEqual(items)
})

test('what is asked of generations is known of all of them, also of those that cannot be read', async () => {
  const { store } = await openMigrated(await copyFixture())
  const { generations } = store
  // Three open ones, one lost, one retry, and of the quarantined ones what is open and what was cut off.
  expect(await generations.sums({ scope: 'personDay', key: '3001', from: day })).toEqual({
    attempts: 7,
    counted: 6,
    open: 3,
    spent: 3 * 840_000 + 630_000 + 840_000 + 840_000,
    reserved: 4 * 840_000,
    unknown: 840_000,
  })
  expect(await generations.sums({ scope: 'serverMonth', key: '5001', from: month })).toMatchObject({ attempts: 11 })
  expect((await generations.find({ words: 'glowing fuchs', limit: 5 })).items.map(({ id }) => id).sort()).toEqual([
    'done-newer-field',
    'done-yesterday',
  ])
  expect(await generations.findByInteraction('90001')).toBe('open-queued')
  expect(await generations.findByInteraction('900011')).toBe('open-newer-state')
  // The one retry was cancelled in time, the other never reached Discord: both buttons are free again.
  expect(await generations.findByClaim('retry:done-refused')).toBeUndefined()
  expect(await generations.findByClaim('retry:done-yesterday')).toBeUndefined()
  const hashes = ['hash-of-start', 'hash-of-result']
  expect([...(await generations.listReferenced(hashes))].sort()).toEqual(hashes.sort())
  const remains = await store.archive.remains()
  expect(remains.map(({ id, state }) => [id, state]).sort()).toEqual([
    ['done-cut', 'succeeded'],
    ['done-newer-quality', 'succeeded'],
    ['done-not-json', 'succeeded'],
    ['open-newer-state', 'running'],
  ])
})

test('the file is for its owner alone, and nothing is left beside it', async () => {
  const file = await copyFixture()
  const { store } = await openMigrated(file)
  await store.close()
  expect(await readdir(dirname(file))).toEqual(['kling.sqlite'])
  expect((await stat(file)).mode & 0o777).toBe(0o600)
})

test('what a process left behind that died meanwhile is begun anew', async () => {
  const file = await copyFixture()
  await writeFile(`${file}.migrating`, 'half a copy')
  await writeFile(`${file}.migrating-journal`, 'of nothing')
  const { store } = await openMigrated(file)
  expect(await store.generations.open()).toHaveLength(3)
  await store.close()
  expect(await readdir(dirname(file))).toEqual(['kling.sqlite'])
})

test.each([
  ['before anything was copied', 'PRAGMA journal_mode = DELETE', true],
  ['while the copy is made', 'VACUUM INTO', true],
  ['while it is filled', 'INSERT INTO generation_sums', true],
  ['before the copy counts', 'COMMIT', true],
  ['before it takes the place of the file', 'BEGIN EXCLUSIVE', true],
  ['right afterwards', 'PRAGMA journal_mode = WAL', false],
])('killed %s, the file is whole and the next start completes', async (_, statement, isOld) => {
  const file = await copyFixture()
  const child = spawn(process.execPath, [dieAt, inject('build'), file, statement], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL'])
  const raw = openRaw(file)
  const counts = (table: string) => raw.query(`SELECT count(*) AS count FROM ${table}`)
  if (isOld) expect(await Promise.all(['open_generations', 'finished_generations'].map(counts))).toEqual(wholeFile)
  else expect(await counts('generations')).toEqual([{ count: 11 }])
  await raw.close()
  const { store } = await openMigrated(file)
  expect((await store.generations.find({ limit: 100 })).items).toHaveLength(11)
  expect(await store.archive.remains()).toHaveLength(4)
  await store.close()
  expect(await readdir(dirname(file))).toEqual(['kling.sqlite'])
})

test('a copy that does not fit leaves the file as it was, and the next start tries again', async () => {
  const file = await copyFixture()
  const raw = openRaw(file)
  // What the copy is to have a table of is a view.
  await raw.query('CREATE VIEW generation_facts AS SELECT 1 AS id')
  await raw.close()
  await expect(openMigrated(file)).rejects.toThrow(StoreFailure)
  const again = openRaw(file)
  expect(await again.query('SELECT count(*) AS count FROM open_generations')).toEqual([{ count: 4 }])
  await again.query('DROP VIEW generation_facts')
  await again.close()
  const { store } = await openStore({ file, clock: createSteppedClock(now + 60_000) })
  expect(await store.generations.open()).toHaveLength(3)
})

test('a process of the first release that comes back may write nothing any more', async () => {
  const file = await copyFixture()
  const before = openRaw(file)
  const [lease] = await before.query(`SELECT json_extract(value, '$.fencing') AS fencing FROM leases`)
  await before.close()
  const { store } = await openMigrated(file)
  const taken = await store.lease('process', 15_000)
  expect(taken.fencing).toBeGreaterThan(Number(lease?.fencing) + 1)
})

test('while another process has the store the file is not touched, and the start goes on when it has gone', async () => {
  const file = await copyFixture()
  const raw = openRaw(file)
  await raw.query(`UPDATE leases SET value = json_set(value, '$.expiresAt', ?)`, now + 5_000)
  await raw.close()
  const clock = createSteppedClock(now)
  const opening = openStore({ file, clock })
  for (let second = 0; second < 4; second += 1) {
    await expect.poll(() => clock.countTimers(), { timeout: 5_000 }).toBeGreaterThan(1)
    expect((await readFile(file)).includes('open_generations')).toBe(true)
    clock.advance(1_000)
  }
  await expect.poll(() => clock.countTimers(), { timeout: 5_000 }).toBeGreaterThan(0)
  clock.advance(1_000)
  const { store } = await opening
  expect(await store.generations.open()).toHaveLength(3)
})
