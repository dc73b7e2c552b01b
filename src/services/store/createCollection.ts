import { isDeepStrictEqual } from 'node:util'
import type { z } from 'zod'
import { type Collection, StaleVersion, UnfitRecord, type Versioned } from '../../domain/contracts/store.ts'
import { createTooLate, type IsOver, insist, type Limit } from './createPatience.ts'
import type { Queues } from './createQueues.ts'
import type { SetAside } from './createSetAside.ts'
import { createWriter } from './createWriter.ts'
import { pageSize, type Row, type Table } from './openTable.ts'
import { type ParsedRecord, parseRecord } from './parseRecord.ts'
import { toStoreFailure } from './toStoreFailure.ts'
import { addUnknownFields, type UnknownFields } from './unknownFields.ts'

export interface CollectionDependencies<T> {
  readonly table: Table
  readonly schema: z.ZodType<T>
  readonly queues: Queues
  readonly limit: Limit
  readonly setAside: SetAside
  /** What a newer bot has written, by key: shared by tables between which records move. */
  readonly unknown: Map<string, UnknownFields>
  /** Throws StoreFailure once the store is closed. */
  readonly assertOpen: () => void
  /** Throws StoreFailure where nothing may be written any more. */
  readonly assertWritable: () => Promise<void>
}

/**
 * Records of one kind in one table. Reading and writing one key happens in the order of the calls, and each call is answered
 * within its time; a write that was given up although it had begun may still arrive.
 */
export function createCollection<T extends Versioned>(dependencies: CollectionDependencies<T>): Collection<T> {
  const { table, schema, setAside, unknown } = dependencies

  async function enqueue<R>(verb: 'read' | 'written', key: string, work: (isOver: IsOver) => Promise<R>): Promise<R> {
    dependencies.assertOpen()
    const takeTurn = (isOver: IsOver) =>
      dependencies.queues.run(`${table.name}/${key}`, async () => {
        if (isOver()) throw createTooLate()
        if (verb === 'written') await dependencies.assertWritable()
        return work(isOver)
      })
    try {
      return await dependencies.limit(takeTurn)
    } catch (error) {
      throw toStoreFailure(verb, error)
    }
  }

  async function parseRow({ key, value }: Row): Promise<T | undefined> {
    const parsed = parseRecord(schema, value)
    if (!parsed.readable) {
      await setAside.put(table, { key, value }, parsed.problem)
      return undefined
    }
    if (parsed.unknown !== undefined) unknown.set(String(key), parsed.unknown)
    return parsed.record
  }

  // Rows are read as texts, since Keyv's own `get` and iterator end at the first text that is not JSON.
  async function read(key: string): Promise<T | undefined> {
    const [row] = await table.query(`SELECT key, value FROM ${table.name} WHERE key = ?`, key)
    return row && parseRow(row)
  }

  // Pages go on behind the last key and not at an offset, so that a record deleted meanwhile hides no other one.
  async function readAll(): Promise<T[]> {
    const records: T[] = []
    const select = `SELECT key, value FROM ${table.name} WHERE key > ? ORDER BY key LIMIT ${pageSize}`
    let rows = await table.query(select, '')
    while (rows.length > 0) {
      for (const row of rows) {
        const record = await parseRow(row)
        if (record !== undefined) records.push(record)
      }
      rows = await table.query(select, rows.at(-1)?.key)
    }
    return records
  }

  const writeText = createWriter(dependencies)

  /** As it will be read: what could not be read again is not written, and says so to whoever made it. */
  function ensureFit(key: string, record: T): T {
    const parsed = parseRecord(schema, JSON.stringify({ value: record }))
    if (!parsed.readable) throw new UnfitRecord(`${table.name}/${key}`, parsed.problem)
    return isDeepStrictEqual(parsed.record, record) ? record : parsed.record
  }

  const write = (key: string, record: T, isOver: IsOver) =>
    writeText(key, addUnknownFields(record, unknown.get(key)), isOver)

  /** A record that was set aside earlier and can be read by this version, unless a later one stands in its place. */
  async function takeBack(key: string, { record, unknown: rest }: Extract<ParsedRecord<T>, { readable: true }>) {
    const present = await read(key)
    if (present !== undefined && present.version >= record.version) return
    await writeText(key, addUnknownFields(record, rest))
  }

  return {
    get: (key) => enqueue('read', key, () => read(key)),

    put: async (key, record) => {
      const fitting = ensureFit(key, record)
      await enqueue('written', key, (isOver) => write(key, fitting, isOver))
    },

    update: async (key, next) => {
      const saved = ensureFit(key, { ...next, version: next.version + 1 })
      return enqueue('written', key, async (isOver) => {
        const present = await read(key)
        if (present?.version !== next.version) throw new StaleVersion(key)
        await write(key, saved, isOver)
        return saved
      })
    },

    delete: (key) =>
      enqueue('written', key, async (isOver) => {
        if (isOver()) throw createTooLate()
        await insist(() => table.keyv.delete(key), isOver)
        unknown.delete(key)
      }),

    all: async () => {
      dependencies.assertOpen()
      try {
        await setAside.takeBack(table, (stored) => parseRecord(schema, stored), takeBack)
        return await readAll()
      } catch (error) {
        throw toStoreFailure('read', error)
      }
    },
  }
}
