import type KeyvSqlite from '@keyv/sqlite'
import { Keyv } from 'keyv'
import { connect } from './database.ts'
import { busyTimeout, createLeaseLost, insist, isBusy, toStoreFailure } from './failures.ts'

export type Row = Readonly<Record<string, unknown>>

/** A value as it is stored: a text of JSON, `{"value": …}` as Keyv writes it. */
export interface StoredEntry {
  readonly key: string
  readonly value: unknown
}

/** One table as @keyv/sqlite has it: columns `key` and `value`, JSON inside. */
export interface Table {
  readonly name: string
  /** Takes and gives whole values by key; throws what the driver throws. Writes and deletes nothing without the leases. */
  readonly keyv: Keyv
  readonly query: Connection['query']
}

/** A write as a part of several. */
export interface TableChange {
  readonly table: string
  readonly key: string
  /** Nothing where the row is deleted. */
  readonly stored: string | undefined
}

/** A lease that has to be ours at the moment of a write. */
export interface Fence {
  readonly lease: string
  readonly fencing: number
  /** Called when a write was refused because one of the leases is not ours any more. */
  readonly onRefused: () => void
}

/** The one connection to the database, by Keyv's adapter, with what the adapter does not offer: all of that is in this file. */
export interface Connection {
  /**
   * One SQL statement. A single statement is atomic, also between processes. Begun again for a while where another process has
   * locked the database.
   */
  query(sql: string, ...parameters: readonly unknown[]): Promise<readonly Row[]>
  /** Like `query`, but begun once: for writers, which begin what found the database locked again themselves. */
  attempt(sql: string, ...parameters: readonly unknown[]): Promise<readonly Row[]>
  /** The condition under which something may be written, and its parameters: part of the statement that writes. */
  fence(): { readonly sql: string; readonly parameters: readonly unknown[] }
  /** Tells that a write was refused for its fence, and throws. */
  refuse(): never
  /** Makes what is missing of a layout: statements without parameters that may be run again, on one way to the database. */
  make(statements: readonly string[]): Promise<void>
  /** Makes the table and its indexes where they are new. */
  openTable(name: string, format?: number, indexes?: readonly string[]): Promise<Table>
  /** Writes to several tables that were opened: all or nothing, in one statement and one commit. */
  writeTogether(changes: readonly TableChange[]): Promise<void>
  close(): Promise<void>
}

/**
 * Where several processes make the same new database, the switch fails at once and does not wait: SQLite leaves the busy
 * timeout out where waiting could be for ever. Taking the write lock does wait, so between two tries that is done instead.
 *
 * @see https://www.sqlite.org/c3ref/busy_handler.html
 */
async function switchToWriteAhead(query: Connection['query'], tries = 20): Promise<void> {
  try {
    await query('PRAGMA journal_mode = WAL')
  } catch (error) {
    if (!isBusy(error) || tries <= 1) throw error
    await query('BEGIN IMMEDIATE')
    await query('COMMIT')
    await switchToWriteAhead(query, tries - 1)
  }
}

/**
 * Opens the database. Every commit reaches the disk before it counts (WAL, fully synchronous): a lost "submitting" would be
 * paid twice. Throws StoreFailure.
 *
 * @param listFences the leases without which nothing may be written any more
 */
export async function openConnection(file: string, listFences: () => readonly Fence[] = () => []): Promise<Connection> {
  const adapter = connect(file)
  // Each table listens to it.
  adapter.setMaxListeners(0)
  const run = async (sql: string, ...parameters: readonly unknown[]): Promise<readonly Row[]> =>
    adapter.query(sql, ...parameters)
  try {
    await switchToWriteAhead(run)
    await run('PRAGMA synchronous = FULL')
    // What is deleted or written over is filled with zeros: prompts and tokens are to be gone when they are gone.
    await run('PRAGMA secure_delete = ON')
    await run('PRAGMA temp_store = MEMORY')
    await run('CREATE TEMP VIEW changes AS SELECT NULL AS name, NULL AS key, NULL AS value')
    await run(`PRAGMA busy_timeout = ${busyTimeout}`)
  } catch (error) {
    // Where opening failed, closing fails as well, with the same reason.
    await adapter.close().catch(() => undefined)
    throw toStoreFailure('opened', error)
  }

  function fence() {
    const fences = listFences()
    const isOurs = `(SELECT json_extract(value, '$.fencing') FROM leases WHERE key = ?) = ?`
    return {
      sql: ['true', ...fences.map(() => isOurs)].join(' AND '),
      parameters: fences.flatMap(({ lease, fencing }) => [lease, fencing]),
    }
  }

  function refuse(): never {
    const fences = listFences()
    for (const { onRefused } of fences) onRefused()
    throw createLeaseLost(fences.map(({ lease }) => lease).join(', '))
  }

  /**
   * One statement, so that all entries are written or none, and with one commit. It looks at the leases itself: a process
   * that was frozen after it had looked may come back when another one has taken over, and must not write then.
   */
  async function upsertMany(table: string, entries: readonly StoredEntry[]): Promise<boolean[]> {
    const { sql, parameters } = fence()
    const written = await run(
      `INSERT INTO ${table} (key, value)
       SELECT column1, column2 FROM (VALUES ${entries.map(() => '(?, ?)').join(', ')})
       WHERE ${sql} ON CONFLICT (key) DO UPDATE SET value = excluded.value RETURNING key`,
      ...entries.flatMap(({ key, value }) => [key, value]),
      ...parameters,
    )
    if (written.length < entries.length) refuse()
    return entries.map(() => true)
  }

  async function remove(table: string, key: string): Promise<boolean> {
    const { sql, parameters } = fence()
    const rows = await run(
      `WITH fence(holds) AS (SELECT ${sql}) DELETE FROM ${table} WHERE key = ? AND (SELECT holds FROM fence) RETURNING key`,
      ...parameters,
      key,
    )
    if (rows.length > 0) return true
    const [left] = await run(`SELECT key FROM ${table} WHERE key = ?`, key)
    return left === undefined ? false : refuse()
  }

  const query: Connection['query'] = (sql, ...parameters) => insist(() => run(sql, ...parameters))

  const make: Connection['make'] = (statements) => insist(() => adapter.make(statements))

  async function openTable(name: string, format = 1, indexes: readonly string[] = []): Promise<Table> {
    await make([
      `CREATE TABLE IF NOT EXISTS ${name} (key VARCHAR(255) PRIMARY KEY, value TEXT)`,
      `CREATE TEMP TRIGGER IF NOT EXISTS change_${name} INSTEAD OF INSERT ON changes WHEN NEW.name = '${name}' BEGIN
       DELETE FROM ${name} WHERE key = NEW.key AND NEW.value IS NULL;
       INSERT INTO ${name} (key, value) SELECT NEW.key, NEW.value WHERE NEW.value IS NOT NULL
         ON CONFLICT (key) DO UPDATE SET value = excluded.value; END`,
      ...indexes,
    ])
    const keyv = new Keyv({
      // The same connection for every table; and Keyv's own way to write several entries, which the adapter does not offer.
      store: Object.assign(Object.create(adapter) as KeyvSqlite, {
        opts: { ...adapter.opts, table: name },
        setMany: (entries: readonly StoredEntry[]) => upsertMany(name, entries),
        delete: (key: string) => remove(name, key),
      }),
      // One table holds one kind of record; no prefix tells them apart.
      useKeyPrefix: false,
      throwOnErrors: true,
      // Errors arrive where the call was made.
      emitErrors: false,
      serialize: (data) => serialize(data, format),
      deserialize: JSON.parse,
    })
    return { name, keyv, query }
  }

  return {
    query,
    attempt: run,
    fence,
    refuse,
    make,
    openTable,
    async writeTogether(changes) {
      const { sql, parameters } = fence()
      const written = await query(
        `INSERT INTO changes (name, key, value)
         SELECT column1, column2, column3 FROM (VALUES ${changes.map(() => '(?, ?, ?)').join(', ')})
         WHERE ${sql} RETURNING key`,
        ...changes.flatMap(({ table, key, stored }) => [table, key, stored ?? null]),
        ...parameters,
      )
      if (written.length < changes.length) refuse()
    },
    close: () => adapter.close(),
  }
}

/** The text in which Keyv stores a value, with the format of the record where that is not the first. */
export function serialize(data: object, format: number): string {
  return JSON.stringify(format === 1 ? data : { ...data, format })
}
