import type { Clock } from '../../domain/clock.ts'
import { type Store, StoreFailure } from '../../domain/contracts/store.ts'
import { generation } from '../../domain/generation.ts'
import { setting } from '../../domain/settings.ts'
import type { Log } from '../../log.ts'
import { createArchive } from './createArchive.ts'
import { createCollection } from './createCollection.ts'
import { createLeaseLost } from './createLeaseLost.ts'
import { createLeaseWatch } from './createLeaseWatch.ts'
import { createPatience } from './createPatience.ts'
import { createQueues } from './createQueues.ts'
import { createSetAside } from './createSetAside.ts'
import { findDatabaseFile } from './findDatabaseFile.ts'
import { openDatabase } from './openDatabase.ts'
import type { Fence } from './openTable.ts'
import { type StoreLease, takeLease } from './takeLease.ts'
import { toStoreFailure } from './toStoreFailure.ts'
import type { UnknownFields } from './unknownFields.ts'

export interface StoreDependencies {
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

/**
 * Opens the store, making its folder and tables where they are new. Throws StoreFailure when it cannot be opened or written.
 *
 * Once a lease was taken here, writing is refused as soon as another process has it, or it was released.
 */
export async function createStore({ url, clock, log }: StoreDependencies): Promise<Store> {
  const leases = new Map<string, StoreLease>()
  const watch = createLeaseWatch(clock)
  const file = findDatabaseFile(url)
  // In memory there is no other process, and every table is a database of its own.
  const listFences = () => (file === ':memory:' ? [] : [...leases].map(createFence))
  const names = ['open_generations', 'finished_generations', 'settings', 'leases', 'unreadable_records'] as const
  const tables = await openDatabase(file, names, listFences)
  const queues = createQueues()
  const setAside = createSetAside({ unreadable: tables.unreadable_records, clock, log })
  let closing: Promise<void> | undefined

  function assertOpen(): void {
    if (closing !== undefined) throw new StoreFailure('The store is closed')
  }

  async function assertWritable(): Promise<void> {
    for (const [name, lease] of leases) {
      if (!lease.isHeld() && !(await lease.renew())) {
        throw createLeaseLost(name)
      }
    }
  }

  const unknown = new Map<string, UnknownFields>()
  const shared = { queues, setAside, assertOpen, assertWritable, limit: createPatience(clock) }

  async function close(): Promise<void> {
    watch.stop()
    await queues.idle()
    try {
      for (const lease of leases.values()) await lease.release()
    } finally {
      await Promise.all(Object.values(tables).map((table) => table.close()))
    }
  }

  return {
    openGenerations: createCollection({ ...shared, unknown, table: tables.open_generations, schema: generation }),
    finishedGenerations: createCollection({
      ...shared,
      unknown,
      table: tables.finished_generations,
      schema: generation,
    }),
    settings: createCollection({ ...shared, unknown: new Map(), table: tables.settings, schema: setting }),

    archive: createArchive({
      open: tables.open_generations,
      finished: tables.finished_generations,
      unreadable: tables.unreadable_records,
      ...shared,
      clock,
    }),

    async lease(name, milliseconds) {
      try {
        assertOpen()
        const lease = await takeLease({ table: tables.leases, name, milliseconds, watch, clock, log })
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
