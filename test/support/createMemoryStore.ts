import { days } from '../../src/domain/clock.ts'
import {
  type Collection,
  type CollectionDefinition,
  type GenerationCollection,
  LeaseHeld,
  type Setting,
  StaleVersion,
  type Store,
  setting,
  type Versioned,
} from '../../src/domain/contracts/store.ts'
import { type Cap, type Sums, type SumsOf, toMemberKey } from '../../src/domain/contracts/sums.ts'
import { type Generation, generation } from '../../src/domain/generation.ts'
import { isClosed, isFinal } from '../../src/domain/stateMachine.ts'

/** What stands on the disk: outlives the store that wrote it, as a database outlives a process. */
export interface MemoryData {
  readonly generations: Map<string, Generation>
  readonly settings: Map<string, Setting>
  readonly leases: Set<string>
  /** What can still be read of generations that were set aside. */
  readonly remains: Generation[]
}

export interface Write {
  readonly collection: 'generations' | 'settings'
  readonly kind: 'insert' | 'put' | 'update' | 'delete'
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
    generations: new Map(),
    settings: new Map(),
    leases: new Set(),
    remains: [],
  }
}

function memberOf({ installation, guildId, userId }: Generation['origin']): string | undefined {
  return installation === 'guild' && guildId !== undefined ? toMemberKey(guildId, userId) : undefined
}

/** What the database does with its side tables, computed anew each time. */
function sumUp(records: readonly Generation[], { scope, key, from }: SumsOf): Sums {
  const startOfDay = (at: number) => at - (at % days(1))
  const startOfMonth = (at: number) => Date.UTC(new Date(at).getUTCFullYear(), new Date(at).getUTCMonth())
  const isMeant = ({ origin, createdAt }: Generation) =>
    ({
      person: origin.userId === key,
      personDay: origin.userId === key && startOfDay(createdAt) === from,
      serverMonth: origin.installation === 'guild' && origin.guildId === key && startOfMonth(createdAt) === from,
      month: startOfMonth(createdAt) === from,
      memberDay: memberOf(origin) === key && startOfDay(createdAt) === from,
      memberMonth: memberOf(origin) === key && startOfMonth(createdAt) === from,
    })[scope]
  const sums = { attempts: 0, counted: 0, open: 0, spent: 0, reserved: 0, unknown: 0 }
  for (const record of records.filter(isMeant)) {
    const { settlement, reserved } = record
    const spent = settlement?.spent ?? reserved
    sums.attempts += 1
    if (!isFinal(record)) sums.open += 1
    if (isCounted(record)) sums.counted += 1
    sums.spent += spent
    if (settlement === undefined) sums.reserved += spent
    if (settlement?.basis === 'unknown') sums.unknown += spent
  }
  return sums
}

/** Made, or on its way, or charged. */
function isCounted(record: Generation): boolean {
  return !isFinal(record) || record.state === 'succeeded' || (record.settlement?.spent ?? record.reserved) > 0
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
      async find({ field, from, to, limit }) {
        const read = (record: T) => (record as Readonly<Record<string, unknown>>)[field] as number | string
        return [...records.values()]
          .filter((record) => (from === undefined || read(record) >= from) && (to === undefined || read(record) <= to))
          .toSorted((one, other) => (read(one) < read(other) ? -1 : 1))
          .slice(0, limit)
          .map(copy)
      },
      deleteRange: async () => 0,
    }
  }

  const records = createCollection('generations', data.generations, (stored) => generation.parse(stored))
  const listStored = () => [...data.generations.values()]
  const listOpen = () => listStored().filter((record) => !isClosed(record))
  /** With what can still be read of the quarantined ones. */
  const listAll = () => [...data.remains, ...listStored()]

  function use(cap: Cap): number {
    if (cap.kind === 'sum') return sumUp(listAll(), cap.of)[cap.field]
    const isRecent = ({ origin, createdAt }: Generation) =>
      origin.userId === cap.owner && createdAt > cap.since && createdAt <= cap.until
    return listAll().filter(isRecent).length
  }

  const findClaimed = (claim: string) => listAll().find((each) => each.claim === claim && isCounted(each))?.id
  const findInteraction = (id: string) => listAll().find(({ origin }) => id !== '' && origin.interactionId === id)?.id

  const generations: GenerationCollection = {
    get: records.get,
    put: records.put,
    update: records.update,
    delete: records.delete,
    open: async () => (await records.all()).filter((record) => !isClosed(record)),
    async insert(record, caps, others = []) {
      const { id, origin, claim } = record
      const details = { collection: 'generations', kind: 'insert', key: id, record } as const
      await options.beforeWrite?.(details)
      const by = findInteraction(origin.interactionId) ?? (claim === undefined ? undefined : findClaimed(claim))
      if (by !== undefined) return { kind: 'taken', by }
      for (const cap of caps) {
        const used = use(cap)
        if (used + (cap.kind === 'sum' ? cap.adds : 1) > cap.limit) return { kind: 'over', cap, used }
      }
      for (const each of [record, ...others]) {
        data.generations.set(each.id, generation.parse(JSON.parse(JSON.stringify(each))))
      }
      await options.afterWrite?.(details)
      return { kind: 'inserted' }
    },
    async find({ owner, states, recipe, limit }) {
      const isMeant = (each: Generation) =>
        (owner === undefined || each.origin.userId === owner) &&
        (states === undefined || states.includes(each.state)) &&
        (recipe === undefined || each.recipe === recipe)
      return {
        items: listStored()
          .filter(isMeant)
          .toSorted((one, other) => other.createdAt - one.createdAt)
          .slice(0, limit),
      }
    },
    sums: async (of) => sumUp(listAll(), of),
    async spenders({ guildId, from, skip, limit }) {
      const members = new Set(listAll().map(({ origin }) => origin.userId))
      return [...members]
        .map((userId) => {
          const key = toMemberKey(guildId, userId)
          return { userId, ...sumUp(listAll(), { scope: 'memberMonth', key, from }) }
        })
        .filter(({ attempts }) => attempts > 0)
        .toSorted((one, other) => other.spent - one.spent)
        .slice(skip, skip + limit)
    },
    attemptsSince: async (owner, since) =>
      listAll()
        .filter(({ origin, createdAt }) => origin.userId === owner && createdAt > since)
        .map(({ createdAt }) => createdAt)
        .sort((one, other) => one - other),
    findByInteraction: async (id) => findInteraction(id),
    findByClaim: async (claim) => findClaimed(claim),
    async listHeld(hashes) {
      const held = listStored().filter(({ deletedAt }) => deletedAt === undefined)
      const files = held.flatMap(({ frames, result }) => [frames.start?.hash, frames.end?.hash, result?.hash])
      return new Set(hashes.filter((hash) => files.includes(hash)))
    },
    async listReferenced(hashes) {
      const needed = [...data.remains, ...listOpen()].flatMap(({ frames, result }) => [
        frames.start?.hash,
        frames.end?.hash,
        result?.hash,
      ])
      return new Set(hashes.filter((hash) => needed.includes(hash)))
    },
  }
  const collections = new Map<string, unknown>()

  return {
    data,
    generations,
    async collection<T extends Versioned>({ name, schema }: CollectionDefinition<T>) {
      const present =
        collections.get(name) ?? createCollection('settings', new Map<string, T>(), (stored) => schema.parse(stored))
      collections.set(name, present)
      return present as Collection<T>
    },
    async transaction() {
      throw new Error('The memory store has no transactions: use the real one in memory')
    },
    settings: createCollection('settings', data.settings, (stored) => setting.parse(stored)),
    archive: { remains: async () => data.remains, forget: async () => 0, forgetPerson: async () => [] },
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
