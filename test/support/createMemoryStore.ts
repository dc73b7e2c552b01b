import {
  type Collection,
  LeaseHeld,
  StaleVersion,
  type Store,
  type Versioned,
} from '../../src/domain/contracts/store.ts'
import { type Generation, generation } from '../../src/domain/generation.ts'
import { type Setting, setting } from '../../src/domain/settings.ts'

/** What stands on the disk: outlives the store that wrote it, as a database outlives a process. */
export interface MemoryData {
  readonly openGenerations: Map<string, Generation>
  readonly finishedGenerations: Map<string, Generation>
  readonly settings: Map<string, Setting>
  readonly leases: Set<string>
  /** What can still be read of generations that were set aside. */
  readonly remains: Generation[]
}

export interface Write {
  readonly collection: 'openGenerations' | 'finishedGenerations' | 'settings'
  readonly kind: 'put' | 'update' | 'delete'
  readonly key: string
  readonly record?: Versioned
}

export interface MemoryStoreOptions {
  readonly data?: MemoryData
  /** Throwing here is a write that did not happen. */
  readonly beforeWrite?: (write: Write) => void | Promise<void>
  /** Throwing here is a write that happened and was reported as failed. */
  readonly afterWrite?: (write: Write) => void | Promise<void>
  readonly beforeRead?: () => void | Promise<void>
}

export function createMemoryData(): MemoryData {
  return {
    openGenerations: new Map(),
    finishedGenerations: new Map(),
    settings: new Map(),
    leases: new Set(),
    remains: [],
  }
}

/** The store's contract without a database: records are parsed and copied on every way in and out. */
export function createMemoryStore(options: MemoryStoreOptions = {}): Store & { readonly data: MemoryData } {
  const data = options.data ?? createMemoryData()

  function createCollection<T extends Versioned>(
    name: Write['collection'],
    records: Map<string, T>,
    parse: (stored: unknown) => T,
  ): Collection<T> {
    const copy = (record: T): T => parse(JSON.parse(JSON.stringify(record)))

    async function write(details: Omit<Write, 'collection'>, run: () => void): Promise<void> {
      await options.beforeWrite?.({ collection: name, ...details })
      run()
      await options.afterWrite?.({ collection: name, ...details })
    }

    return {
      async get(key) {
        await options.beforeRead?.()
        const record = records.get(key)
        return record && copy(record)
      },
      put: (key, record) =>
        write({ kind: 'put', key, record }, () => {
          records.set(key, copy(record))
        }),
      async update(key, next) {
        const saved = { ...copy(next), version: next.version + 1 }
        await write({ kind: 'update', key, record: saved }, () => {
          if (records.get(key)?.version !== next.version) throw new StaleVersion(key)
          records.set(key, saved)
        })
        return copy(saved)
      },
      delete: (key) =>
        write({ kind: 'delete', key }, () => {
          records.delete(key)
        }),
      async all() {
        await options.beforeRead?.()
        return [...records.values()].map(copy)
      },
    }
  }

  return {
    data,
    openGenerations: createCollection('openGenerations', data.openGenerations, (stored) => generation.parse(stored)),
    finishedGenerations: createCollection('finishedGenerations', data.finishedGenerations, (stored) =>
      generation.parse(stored),
    ),
    settings: createCollection('settings', data.settings, (stored) => setting.parse(stored)),
    archive: { remains: async () => data.remains, forget: async () => 0 },
    async lease(name) {
      if (data.leases.has(name)) throw new LeaseHeld(name)
      data.leases.add(name)
      return {
        fencing: 1,
        onLost: () => {},
        isHeld: () => data.leases.has(name),
        async release() {
          data.leases.delete(name)
        },
      }
    },
    async close() {},
  }
}
