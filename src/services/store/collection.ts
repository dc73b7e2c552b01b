import { isDeepStrictEqual } from 'node:util'
import {
  type Collection,
  type FieldRange,
  StaleVersion,
  UnfitRecord,
  type Versioned,
} from '../../domain/contracts/store.ts'
import type { KeyQueue } from '../../lib/concurrency.ts'
import { createWriter, turnOf } from './commits.ts'
import { type Row, type StoredEntry, serialize, type TableChange } from './connection.ts'
import { createTooLate, type IsOver, insist, type Limit, toStoreFailure } from './failures.ts'
import type { Quarantine, QuarantinedTable } from './quarantine.ts'
import {
  addUnknownParts,
  formatOf,
  type ParsedRecord,
  parseRecord,
  type RecordFormat,
  type UnknownParts,
} from './records.ts'

/** What all collections of a store share. */
export interface StoreParts {
  readonly queues: KeyQueue
  readonly limit: Limit
  readonly quarantine: Quarantine
  /** Throws StoreFailure once the store is closed. */
  readonly assertOpen: () => void
  /** Throws StoreFailure where nothing may be written any more. */
  readonly assertWritable: () => Promise<void>
}

interface CollectionDependencies<T> extends StoreParts {
  readonly table: QuarantinedTable
  readonly format: RecordFormat<T>
  readonly indexed?: readonly string[] | undefined
}

/** Rows per page: Keyv's adapter takes 10, which makes reading ten thousand records twenty times slower. */
export const pageSize = 1_000

/** A collection, and what the store itself needs of it. */
export interface StoredCollection<T extends Versioned> extends Collection<T> {
  /** The records of rows with `key` and `value`; one that cannot be read is quarantined and left out. */
  readRows(rows: readonly Row[]): Promise<T[]>
  /** Throws StoreFailure for whatever the driver throws, and where the store is closed. */
  reading<R>(work: () => Promise<R>): Promise<R>
  /** The same for a question that somebody waits for: within the time of a call. */
  answering<R>(work: () => Promise<R>): Promise<R>
  /** Runs in the turn of the key, within the patience for a call. */
  inTurn<R>(verb: 'read' | 'written', key: string, work: (isOver: IsOver) => Promise<R>): Promise<R>
  /** The record as it will be read again. Throws UnfitRecord. */
  ensureFit(key: string, record: T): T
  /** The text to be stored, with what a newer bot had written into the record. */
  toText(key: string, record: T): string
  /** The record as it stands; to be called in the turn of the key. */
  read(key: string): Promise<T | undefined>
  /** Gives back what was quarantined and can be read by now. Never throws. */
  takeBack(): Promise<void>
}

/**
 * Records of one kind in one table. Reading and writing one key happens in the order of the calls, and each call is answered
 * within its time; a write that was given up although it had begun may still arrive.
 */
export function createCollection<T extends Versioned>(dependencies: CollectionDependencies<T>): StoredCollection<T> {
  const { table, format, quarantine, assertWritable } = dependencies
  const formatNumber = formatOf(format)
  /** What a newer bot has written, by key. */
  const unknown = new Map<string, UnknownParts>()

  async function inTurn<R>(verb: 'read' | 'written', key: string, work: (isOver: IsOver) => Promise<R>): Promise<R> {
    dependencies.assertOpen()
    const takeTurn = (isOver: IsOver) =>
      dependencies.queues.run(turnOf(table, key), async () => {
        if (isOver()) throw createTooLate()
        if (verb === 'written') await assertWritable()
        return work(isOver)
      })
    try {
      return await dependencies.limit(takeTurn)
    } catch (error) {
      throw toStoreFailure(verb, error, turnOf(table, key))
    }
  }

  /** What cannot be read is quarantined by the given function. */
  async function parseRow({ key, value }: Row, putAway: (problem: string) => Promise<void>): Promise<T | undefined> {
    const parsed = parseRecord(format, value)
    if (!parsed.readable) {
      await putAway(parsed.problem)
      return undefined
    }
    if (parsed.unknown === undefined) unknown.delete(String(key))
    else unknown.set(String(key), parsed.unknown)
    return parsed.record
  }

  const findRow = async (key: string) =>
    (await table.query(`SELECT key, value FROM ${table.name} WHERE key = ?`, key))[0]

  /** In the turn of its key, and not what may have been written over it in the meantime. */
  function putAwayInTurn(row: Row, problem: string): Promise<void> {
    const key = String(row.key)
    return dependencies.queues.run(turnOf(table, key), async () => {
      if ((await findRow(key))?.value === row.value) await quarantine.put(table, row, problem)
    })
  }

  async function readRows(rows: readonly Row[]): Promise<T[]> {
    const records: T[] = []
    for (const row of rows) {
      const record = await parseRow(row, (problem) => putAwayInTurn(row, problem))
      if (record !== undefined) records.push(record)
    }
    return records
  }

  // Rows are read as texts, since Keyv's own `get` and iterator end at the first text that is not JSON.
  async function read(key: string): Promise<T | undefined> {
    const row = await findRow(key)
    return row && parseRow(row, (problem) => quarantine.put(table, row, problem))
  }

  // Pages go on behind the last key and not at an offset, so that a record deleted meanwhile hides no other one.
  async function readAll(): Promise<T[]> {
    const records: T[] = []
    const select = `SELECT key, value FROM ${table.name} WHERE key > ? ORDER BY key LIMIT ${pageSize}`
    let rows = await table.query(select, '')
    while (rows.length > 0) {
      for (const record of await readRows(rows)) records.push(record)
      rows = await table.query(select, rows.at(-1)?.key)
    }
    return records
  }

  const write = createWriter<StoredEntry, boolean>({
    assertWritable,
    writeTogether: (entries) => table.keyv.setMany([...entries]),
  })
  const save = (key: string, record: T, isOver: IsOver) =>
    write({ key, value: addUnknownParts(record, unknown.get(key)) }, isOver)

  function ensureFit(key: string, record: T): T {
    const parsed = parseRecord(format, serialize({ value: record }, formatNumber))
    if (!parsed.readable) throw new UnfitRecord(`${table.name}/${key}`, parsed.problem)
    return isDeepStrictEqual(parsed.record, record) ? record : parsed.record
  }

  /** A record that was quarantined and can be read by this version, unless a later one stands in its place. */
  async function restore(key: string, parsed: Extract<ParsedRecord<T>, { readable: true }>): Promise<TableChange[]> {
    const present = await read(key)
    if (present !== undefined && present.version >= parsed.record.version) return []
    const value = addUnknownParts(parsed.record, parsed.unknown)
    return [{ table: table.name, key, stored: serialize({ value }, formatNumber) }]
  }

  const takeBack = () => quarantine.takeBack(table, (stored) => parseRecord(format, stored), restore)

  async function reading<R>(work: () => Promise<R>): Promise<R> {
    dependencies.assertOpen()
    try {
      return await work()
    } catch (error) {
      throw toStoreFailure('read', error)
    }
  }

  const answering = <R>(work: () => Promise<R>): Promise<R> => reading(() => dependencies.limit(work))

  function selectRange({ field, from, to }: FieldRange) {
    if (dependencies.indexed?.includes(field) !== true) throw new Error(`${table.name}.${field} is not indexed`)
    const column = fieldColumn(field)
    const bounds = [from === undefined ? [] : [`${column} >= ?`], to === undefined ? [] : [`${column} <= ?`]].flat()
    const where = [`${column} IS NOT NULL`, ...bounds].join(' AND ')
    const sql = `SELECT key, value FROM ${table.name} WHERE ${where} ORDER BY ${column} LIMIT ?`
    return { sql, where, parameters: [from, to].filter((bound) => bound !== undefined) }
  }

  return {
    get: (key) => inTurn('read', key, () => read(key)),

    put: async (key, record) => {
      const fitting = ensureFit(key, record)
      await inTurn('written', key, (isOver) => save(key, fitting, isOver))
    },

    update: async (key, next) => {
      const saved = ensureFit(key, { ...next, version: next.version + 1 })
      return inTurn('written', key, async (isOver) => {
        const present = await read(key)
        if (present?.version !== next.version) throw new StaleVersion(key)
        await save(key, saved, isOver)
        return saved
      })
    },

    delete: (key) =>
      inTurn('written', key, async (isOver) => {
        if (isOver()) throw createTooLate()
        await insist(() => table.keyv.delete(key), isOver)
        unknown.delete(key)
      }),

    all: () =>
      reading(async () => {
        await takeBack()
        return readAll()
      }),

    find: (range: FieldRange) => {
      const { sql, parameters } = selectRange(range)
      return answering(async () => readRows(await table.query(sql, ...parameters, range.limit)))
    },

    async deleteRange(range: FieldRange) {
      const { sql, parameters, where } = selectRange(range)
      const rows = await answering(() => table.query(sql, ...parameters, range.limit))
      const stillThere = `SELECT key FROM ${table.name} WHERE key = ? AND ${where}`
      for (const { key } of rows) {
        await inTurn('written', String(key), async (isOver) => {
          if ((await table.query(stillThere, key, ...parameters)).length === 0) return
          if (isOver()) throw createTooLate()
          await insist(() => table.keyv.delete(String(key)), isOver)
          unknown.delete(String(key))
        })
      }
      return rows.length
    },

    readRows,
    reading,
    answering,
    inTurn,
    ensureFit,
    read,
    toText: (key, record) => serialize({ value: addUnknownParts(record, unknown.get(key)) }, formatNumber),
    takeBack,
  }
}

/** Nothing where the text is no JSON. */
export const fieldColumn = (field: string): string =>
  `CASE WHEN json_valid(value) THEN json_extract(value, '$.value.${field}') END`
