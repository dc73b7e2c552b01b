import KeyvSqlite from '@keyv/sqlite'
import { Keyv } from 'keyv'
import { createLeaseLost } from './createLeaseLost.ts'
import { busyTimeout, insist, isBusy } from './createPatience.ts'
import { toStoreFailure } from './toStoreFailure.ts'

export type Row = Readonly<Record<string, unknown>>

/** One table of the database, on its own connection, as @keyv/sqlite has it: columns `key` and `value`, JSON inside. */
export interface Table {
  readonly name: string
  /** Takes and gives whole values by key; throws what the driver throws. */
  readonly keyv: Keyv
  /**
   * One SQL statement, for what Keyv does not offer. A single statement is atomic, also between processes. Begun again for a
   * while where another process has locked the database.
   */
  query(sql: string, ...parameters: readonly unknown[]): Promise<readonly Row[]>
  close(): Promise<void>
}

/** As Keyv gives it to its adapter: the value is a text already. */
interface StoredEntry {
  readonly key: string
  readonly value: unknown
}

/** A lease that has to be ours at the moment of a write. */
export interface Fence {
  readonly lease: string
  readonly fencing: number
  /** Called when a write was refused because one of the leases is not ours any more. */
  readonly onRefused: () => void
}

/**
 * One statement, so that all entries are written or none, and with one commit. It looks at the leases itself: a process
 * that was frozen after it had looked may come back when another one has taken over, and must not write then.
 */
async function upsertMany(
  adapter: KeyvSqlite,
  table: string,
  entries: readonly StoredEntry[],
  fences: readonly Fence[],
): Promise<boolean[]> {
  const isOurs = `(SELECT json_extract(value, '$.fencing') FROM leases WHERE key = ?) = ?`
  const written = await adapter.query(
    `INSERT INTO ${table} (key, value)
     SELECT column1, column2 FROM (VALUES ${entries.map(() => '(?, ?)').join(', ')})
     WHERE ${['true', ...fences.map(() => isOurs)].join(' AND ')}
     ON CONFLICT (key) DO UPDATE SET value = excluded.value RETURNING key`,
    ...entries.flatMap(({ key, value }) => [key, value]),
    ...fences.flatMap(({ lease, fencing }) => [lease, fencing]),
  )
  if (written.length < entries.length) {
    for (const { onRefused } of fences) onRefused()
    throw createLeaseLost(fences.map(({ lease }) => lease).join(', '))
  }
  return entries.map(() => true)
}

/** Rows per page: the adapter's 10 make reading ten thousand records twenty times slower. */
export const pageSize = 1_000

/** How long a statement waits for another process that writes, in milliseconds, while the table is opened. */
const openingTimeout = 5_000

/**
 * Where several processes make the same new database, the switch fails at once and does not wait: SQLite leaves the busy
 * timeout out where waiting could be for ever. Taking the write lock does wait, so between two tries that is done instead.
 *
 * @see https://www.sqlite.org/c3ref/busy_handler.html
 */
async function switchToWriteAhead(adapter: KeyvSqlite, tries = 20): Promise<void> {
  try {
    await adapter.query('PRAGMA journal_mode = WAL')
  } catch (error) {
    if (!isBusy(error) || tries <= 1) throw error
    await adapter.query('BEGIN IMMEDIATE')
    await adapter.query('COMMIT')
    await switchToWriteAhead(adapter, tries - 1)
  }
}

/**
 * Opens a table and makes it if it is new. Every commit reaches the disk before it counts (WAL, fully synchronous): a
 * lost "submitting" would be paid twice. Throws StoreFailure.
 *
 * @param listFences the leases without which nothing may be written any more
 */
export async function openTable(
  file: string,
  name: string,
  listFences: () => readonly Fence[] = () => [],
): Promise<Table> {
  const adapter = new KeyvSqlite({
    uri: `sqlite://${file}`,
    table: name,
    busyTimeout: openingTimeout,
    iterationLimit: pageSize,
  })
  const keyv = new Keyv({
    // Keyv's own way to write several entries, which the adapter does not offer.
    store: Object.assign(adapter, {
      setMany: (entries: readonly StoredEntry[]) => upsertMany(adapter, name, entries, listFences()),
    }),
    // One table holds one kind of record; no prefix tells them apart.
    useKeyPrefix: false,
    throwOnErrors: true,
    // Errors arrive where the call was made.
    emitErrors: false,
    serialize: JSON.stringify,
    deserialize: JSON.parse,
  })
  try {
    await switchToWriteAhead(adapter)
    await adapter.query('PRAGMA synchronous = FULL')
    // What is deleted or written over is filled with zeros: prompts and tokens are to be gone when they are gone.
    await adapter.query('PRAGMA secure_delete = ON')
    await adapter.query(`PRAGMA busy_timeout = ${busyTimeout}`)
  } catch (error) {
    // Where opening failed, closing fails as well, with the same reason.
    await adapter.close().catch(() => undefined)
    throw toStoreFailure('opened', error)
  }
  return {
    name,
    keyv,
    query: (sql, ...parameters) => insist(() => adapter.query(sql, ...parameters)),
    close: () => adapter.close(),
  }
}
