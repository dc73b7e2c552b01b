import type { Clock } from '../../domain/clock.ts'
import {
  type CollectionDefinition,
  generationRecords,
  LeaseHeld,
  type Store,
  StoreFailure,
  settings,
  type Versioned,
} from '../../domain/contracts/store.ts'
import { createKeyQueue } from '../../lib/concurrency.ts'
import type { Log } from '../../log.ts'
import { createArchive } from './archive.ts'
import { createCollection, fieldColumn, type StoredCollection } from './collection.ts'
import { createTransaction } from './commits.ts'
import { type Connection, type Fence, openConnection } from './connection.ts'
import { findDatabaseFile, keepPrivate } from './database.ts'
import { busyTimeout, createLeaseLost, createPatience, isBusy, toStoreFailure } from './failures.ts'
import { createGenerationCollection } from './generations.ts'
import { createLeaseWatch, endLeases, type StoreLease, takeLease, untilUnused } from './lease.ts'
import { migrateFirstRelease } from './migrateFirstRelease.ts'
import { createQuarantine, type QuarantinedTable, salvageGeneration, type UnreadableRow } from './quarantine.ts'
import { formatOf } from './records.ts'
import { createIndexesAndTriggers, createTablesBeside, refillTablesBeside, schemaVersion, tables } from './schema.ts'

interface StoreDependencies {
  /** `sqlite://data/kling.sqlite`, relative to the working directory; `sqlite://:memory:` keeps nothing. */
  readonly url: string
  readonly clock: Clock
  readonly log: Log
}

function createFence([name, lease]: readonly [string, StoreLease]): Fence {
  // Asking once more is what makes a lease notice that it is lost; a question that fails is asked again by the heartbeat.
  const onRefused = () => void lease.renew().catch(() => undefined)
  return { lease: name, fencing: lease.fencing, onRefused }
}

/** How long a start waits for others that start at once: so many tries, each of some statements of so many milliseconds. */
const lockTries = { count: 42, milliseconds: 20 }

/** Takes the write lock in short tries, between which others can go on with what they have begun. */
async function takeWriteLock(connection: Connection): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await connection.query('BEGIN IMMEDIATE')
      return
    } catch (error) {
      if (!isBusy(error) || tries >= lockTries.count) throw error
    }
  }
}

/**
 * Makes what is missing. Noting which layout it is proves that the database can be written.
 *
 * @param endLeases called before a layout is changed, since an earlier version would go on by the rules of its own
 */
async function makeLayout(connection: Connection, endLeases: () => Promise<void>): Promise<void> {
  const [row] = await connection.query('PRAGMA user_version')
  const present = Number(row?.user_version)
  if (present > schemaVersion) {
    throw new StoreFailure('The store cannot be opened: a newer version of the bot has written it')
  }
  for (const name of tables) await connection.openTable(name)
  if (present < schemaVersion) {
    if (present === 0) await createTablesBeside(connection)
    else {
      await endLeases()
      await refillTablesBeside(connection)
    }
    await createIndexesAndTriggers(connection)
  }
  await connection.query(`PRAGMA user_version = ${schemaVersion}`)
}

/**
 * Makes the tables of a new database in one commit: of several processes that start at once, the others find it whole. Throws
 * StoreFailure: on a full or read-only disk before the first person was promised anything, where a newer bot has written, and where
 * one of an earlier version goes on.
 */
export async function prepareDatabase(connection: Connection, clock: Clock): Promise<void> {
  const watch = createLeaseWatch(clock)
  try {
    await untilUnused(clock, () => prepareOnce(connection, () => endLeases(connection, watch, clock.now())))
  } finally {
    watch.stop()
  }
}

/** False where a process of an earlier version has the store. */
async function prepareOnce(connection: Connection, endLeases: () => Promise<void>): Promise<boolean> {
  try {
    await connection.query(`PRAGMA busy_timeout = ${lockTries.milliseconds}`)
    await takeWriteLock(connection)
    try {
      await makeLayout(connection, endLeases)
      await connection.query('COMMIT')
    } catch (error) {
      await connection.query('ROLLBACK').catch(() => undefined)
      throw error
    }
    await connection.query(`PRAGMA busy_timeout = ${busyTimeout}`)
    return true
  } catch (error) {
    if (error instanceof LeaseHeld) return false
    throw toStoreFailure('written', error)
  }
}

async function openDatabase(
  { url, clock, log }: StoreDependencies,
  listFences: () => readonly Fence[],
): Promise<Connection> {
  const file = findDatabaseFile(url)
  try {
    if (file !== ':memory:') {
      await keepPrivate(file)
      await migrateFirstRelease({ file, clock, log })
    }
    const connection = await openConnection(file, listFences)
    try {
      await prepareDatabase(connection, clock)
    } catch (error) {
      await connection.close()
      throw error
    }
    return connection
  } catch (error) {
    throw toStoreFailure('opened', error)
  }
}

/**
 * Opens the store, making its folder and tables where they are new. Throws StoreFailure when it cannot be opened or written.
 *
 * Once a lease was taken here, writing is refused as soon as another process has it, or it was released.
 */
export async function createStore(dependencies: StoreDependencies): Promise<Store> {
  const { clock, log } = dependencies
  const leases = new Map<string, StoreLease>()
  const watch = createLeaseWatch(clock)
  const connection = await openDatabase(dependencies, () => [...leases].map(createFence))
  // A record is read, compared and then written: two that do so for one key at once would both find what stood there before.
  const queues = createKeyQueue()
  const unreadable = { name: 'unreadable_records', query: connection.query }
  const quarantine = createQuarantine({ connection, unreadable, clock, log })
  let closing: Promise<void> | undefined

  function assertOpen(): void {
    if (closing !== undefined) throw new StoreFailure('The store is closed')
  }

  async function assertWritable(): Promise<void> {
    for (const [name, lease] of leases) {
      if (!lease.isHeld() && !(await lease.renew())) throw createLeaseLost(name)
    }
  }

  const parts = { queues, quarantine, assertOpen, assertWritable, limit: createPatience(clock) }
  const collections = new Map<string, StoredCollection<Versioned>>()

  async function openCollection<T extends Versioned>(
    definition: CollectionDefinition<T>,
    remains?: QuarantinedTable['remains'],
  ): Promise<StoredCollection<T>> {
    const { name, indexed = [] } = definition
    const indexes = indexed.map(
      (field) =>
        `CREATE INDEX IF NOT EXISTS ${name}_by_${field.replaceAll('.', '_')} ON ${name} (${fieldColumn(field)})`,
    )
    const table = await connection.openTable(name, formatOf(definition), indexes)
    const collection = createCollection({
      ...parts,
      table: { ...table, ...(remains !== undefined && { remains }) },
      format: definition,
      indexed,
    })
    collections.set(name, collection)
    return collection
  }

  /** What is left of a generation counts on, as far as it is known how far it had come. */
  async function salvage(row: UnreadableRow): Promise<object> {
    const [facts] = await connection.query('SELECT ended FROM generation_facts WHERE key = ?', row.key)
    return salvageGeneration(row, facts?.ended === 0, clock.now())
  }

  const records = await openCollection(generationRecords, { table: 'generation_remains', salvage })
  const generations = await createGenerationCollection({ connection, records, assertWritable })

  async function close(): Promise<void> {
    watch.stop()
    await queues.idle()
    try {
      for (const lease of leases.values()) await lease.release()
    } finally {
      await connection.close()
    }
  }

  return {
    generations,
    settings: await openCollection(settings),

    async collection<T extends Versioned>(definition: CollectionDefinition<T>) {
      try {
        assertOpen()
        const present = collections.get(definition.name) as StoredCollection<T> | undefined
        return present ?? (await openCollection(definition))
      } catch (error) {
        throw toStoreFailure('opened', error)
      }
    },

    transaction: createTransaction({
      ...parts,
      connection,
      find(name) {
        const collection = collections.get(name)
        if (collection === undefined) throw new Error(`The collection ${name} was not opened`)
        return collection
      },
    }),

    archive: createArchive({
      ...parts,
      connection,
      records,
      generations: await connection.openTable('generations', formatOf(generationRecords)),
      remains: { name: 'generation_remains' },
      unreadable,
      clock,
    }),

    async lease(name, milliseconds) {
      try {
        assertOpen()
        const table = { name: 'leases', query: connection.query }
        const lease = await takeLease({ table, name, milliseconds, watch, clock, log })
        leases.set(name, lease)
        return lease
      } catch (error) {
        throw toStoreFailure('written', error)
      }
    },

    close() {
      closing ??= close().catch((error: unknown) => Promise.reject(toStoreFailure('closed', error)))
      return closing
    },
  }
}
