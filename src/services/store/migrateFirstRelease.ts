import { open, rename, rm } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { type Clock, seconds } from '../../domain/clock.ts'
import { LeaseHeld, StoreFailure } from '../../domain/contracts/store.ts'
import type { Log } from '../../log.ts'
import { type Connection, serialize } from './connection.ts'
import { connect, keepPrivate } from './database.ts'
import { isBusy } from './failures.ts'
import { createLeaseWatch, type LeaseWatch, type StoreLease, takeLease, untilUnused } from './lease.ts'
import { listUnreadable, salvageGeneration } from './quarantine.ts'
import {
  createIndexesAndTriggers,
  createTablesBeside,
  fillTablesBeside,
  firstWithTablesBeside,
  schemaVersion,
  tables,
} from './schema.ts'

interface MigrationDependencies {
  readonly file: string
  readonly clock: Clock
  readonly log: Log
}

type Database = Pick<Connection, 'query' | 'make'>

const leaseLength = seconds(15)

/** Where the copy grows. What a process left there that died is begun anew. */
const findCopy = (file: string) => `${file}.migrating`

/**
 * The first release had a table of open generations and one of finished ones. It makes them, empty, in a file of this layout as
 * well, before it sees that the file is too new for it: then they mean nothing.
 */
async function isOfFirstRelease({ query }: Database): Promise<boolean> {
  const rows = await query(
    `SELECT 1 FROM pragma_user_version WHERE user_version < ${firstWithTablesBeside} AND 4 = (SELECT count(*) FROM sqlite_master
     WHERE type = 'table' AND name IN ('open_generations', 'finished_generations', 'leases', 'unreadable_records'))`,
  )
  return rows.length > 0
}

/** What stands in the table that is not even JSON is quarantined here, where it is still known in which table it stood. */
async function quarantineBroken({ query }: Database, name: 'open' | 'finished', now: number): Promise<void> {
  const rows = await query(`SELECT key, value FROM ${name}_generations WHERE value IS NULL OR NOT json_valid(value)`)
  for (const { key, value } of rows) {
    const content = serialize({ value: { stored: value, problem: 'It is not JSON' } }, 1)
    await query(
      'INSERT INTO unreadable_records (key, value) VALUES (?, ?)',
      `${name}_generations/${key}/${now}`,
      content,
    )
    await query(`DELETE FROM ${name}_generations WHERE key = ?`, key)
  }
}

/** What is left of quarantined generations counts, as it did before. */
async function moveQuarantined({ query }: Database, name: 'open' | 'finished', now: number): Promise<void> {
  const table = `${name}_generations`
  for (const row of await listUnreadable({ name: 'unreadable_records', query }, table)) {
    const value = serialize({ value: salvageGeneration(row, name === 'open', now) }, 1)
    await query('INSERT OR REPLACE INTO generation_remains (key, value) VALUES (?, ?)', row.key, value)
    await query(
      'UPDATE OR REPLACE unreadable_records SET key = ? WHERE key = ?',
      `generations/${row.key}/${row.at}`,
      row.name,
    )
  }
}

async function count({ query }: Database, sql: string): Promise<number> {
  const [row] = await query(`SELECT count(*) AS count FROM ${sql}`)
  return Number(row?.count)
}

const everyGeneration = `(SELECT key FROM finished_generations UNION SELECT key FROM open_generations)`

async function verify(copy: Database): Promise<void> {
  const expected = await count(copy, everyGeneration)
  const moved = await count(copy, 'generations')
  const remains = await count(copy, 'generation_remains WHERE key NOT IN (SELECT key FROM generations)')
  const facts = await count(copy, 'generation_facts')
  const [check] = await copy.query('PRAGMA quick_check(1)')
  if (moved !== expected || facts !== moved + remains || check?.quick_check !== 'ok') {
    throw new StoreFailure(
      `The store cannot be opened: of ${expected} generations ${moved} arrived in the new layout. The file is left as it is`,
    )
  }
}

/**
 * Sorting a million records takes hundreds of megabytes: beside the file, where the copy has room as well, and not in memory or in a small
 * `/tmp`. SQLite's only word for it is deprecated and counts for the whole process, so it is taken back.
 */
async function sortBeside<T>({ query }: Database, file: string, work: () => Promise<T>): Promise<T> {
  const sortIn = (folder: string) => query(`PRAGMA temp_store_directory = '${folder.replaceAll("'", "''")}'`)
  await sortIn(resolve(dirname(file)))
  try {
    return await work()
  } finally {
    await sortIn('')
  }
}

/** Brings a copy of the first release's database to the present layout. */
async function migrateCopy(copy: Database, now: number): Promise<void> {
  const { query } = copy
  await query('PRAGMA secure_delete = ON')
  await query('BEGIN')
  for (const name of tables)
    await query(`CREATE TABLE IF NOT EXISTS ${name} (key VARCHAR(255) PRIMARY KEY, value TEXT)`)
  await createTablesBeside(copy)
  for (const name of ['open', 'finished'] as const) await quarantineBroken(copy, name, now)
  // A finished generation that stands among the open ones as well was being moved: the finished one counts.
  await query('INSERT INTO generations (key, value) SELECT key, value FROM finished_generations')
  await query('INSERT OR IGNORE INTO generations (key, value) SELECT key, value FROM open_generations')
  for (const name of ['open', 'finished'] as const) await moveQuarantined(copy, name, now)
  await query('DELETE FROM generation_remains WHERE key IN (SELECT key FROM generations)')
  await fillTablesBeside(copy)
  await createIndexesAndTriggers(copy)
  await verify(copy)
  await query('DROP TABLE open_generations')
  await query('DROP TABLE finished_generations')
  await query(`UPDATE leases SET value = json_set(value, '$.expiresAt', 0)`)
  await query(`PRAGMA user_version = ${schemaVersion}`)
  await query('COMMIT')
}

function openFile(file: string): Database & { close(): Promise<void> } {
  const adapter = connect(file)
  return {
    query: async (sql, ...parameters) => adapter.query(sql, ...parameters),
    make: (statements) => adapter.make(statements),
    close: () => adapter.close(),
  }
}

/** Brings the directory's new entry to the disk. */
async function syncDirectory(file: string): Promise<void> {
  const directory = await open(dirname(file), 'r')
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}

/** So that nobody writes to the old file from now on: a process that comes back finds another number than its own. */
async function takeLeases(
  { query }: Database,
  watches: Map<string, LeaseWatch>,
  { clock, log }: MigrationDependencies,
): Promise<StoreLease[]> {
  const taken: StoreLease[] = []
  try {
    for (const { key } of await query('SELECT key FROM leases')) {
      const name = String(key)
      const watch = watches.get(name) ?? createLeaseWatch(clock)
      watches.set(name, watch)
      taken.push(
        await takeLease({ table: { name: 'leases', query }, name, milliseconds: leaseLength, watch, clock, log }),
      )
    }
  } catch (error) {
    for (const lease of taken) await lease.release()
    throw error
  }
  return taken
}

/** Whether the file is of the present layout now; false where another process has it and it is to be tried again. */
async function migrateOnce(watches: Map<string, LeaseWatch>, dependencies: MigrationDependencies): Promise<boolean> {
  const { file, clock, log } = dependencies
  const copyFile = findCopy(file)
  const old = openFile(file)
  let leases: StoreLease[] = []
  try {
    if (!(await isOfFirstRelease(old))) return true
    leases = await takeLeases(old, watches, dependencies)
    log.info('The database is brought to the layout of this version, on a copy')
    // Succeeds only where no other process has the file open. Afterwards no second file belongs to it that could be taken for
    // one of the new file.
    await old.query('PRAGMA journal_mode = DELETE')
    for (const suffix of ['', '-journal', '-wal', '-shm']) await rm(`${copyFile}${suffix}`, { force: true })
    await keepPrivate(copyFile)
    await old.query('VACUUM INTO ?', copyFile)
    const copy = openFile(copyFile)
    try {
      await sortBeside(copy, copyFile, () => migrateCopy(copy, clock.now()))
    } finally {
      await copy.close()
    }
    // Making the copy may have taken longer than the lease lasts.
    for (const lease of leases) if (!(await lease.renew())) return false
    // Nobody can read or write the old file while the new one takes its place; whoever has it open comes back to nothing.
    await old.query('PRAGMA journal_mode = DELETE')
    await old.query('BEGIN EXCLUSIVE')
    await rename(copyFile, file)
    await syncDirectory(file)
    log.info('The database has the layout of this version')
    return true
  } catch (error) {
    if (error instanceof LeaseHeld || isBusy(error)) return false
    throw error
  } finally {
    for (const lease of leases) await lease.release().catch(() => undefined)
    await old.close()
  }
}

/**
 * Brings the database of the first release to the present layout: on a copy, which takes the place of the file in one step when it is
 * complete. Until then the file is as it was, so that an end of the process at any moment loses nothing, and the next start
 * begins anew. Does nothing where the file is new or of the present layout. Throws StoreFailure, and what the driver throws.
 */
export async function migrateFirstRelease(dependencies: MigrationDependencies): Promise<void> {
  const watches = new Map<string, LeaseWatch>()
  try {
    await untilUnused(dependencies.clock, () => migrateOnce(watches, dependencies))
  } finally {
    for (const watch of watches.values()) watch.stop()
  }
}
