import { StaleVersion, type Transaction, type Versioned } from '../../domain/contracts/store.ts'
import type { KeyQueue } from '../../lib/concurrency.ts'
import type { StoredCollection, StoreParts } from './collection.ts'
import type { Connection, Table, TableChange } from './connection.ts'
import { createTooLate, type IsOver, isBusy, isRefusal, mostTries, toStoreFailure } from './failures.ts'

/** The name under which work on a key takes its turn. */
export const turnOf = ({ name }: Pick<Table, 'name'>, key: string): string => `${name}/${key}`

interface WaitingItem<Item, Result> {
  readonly item: Item
  readonly isOver: IsOver
  /** How often the database was found locked since it waits. */
  tries: number
  readonly resolve: (result: Result) => void
  readonly reject: (error: unknown) => void
}

/** Resolves when the item is on the disk. What is over before it was begun is never written. */
export type Write<Item, Result> = (item: Item, isOver?: IsOver) => Promise<Result>

interface WriterDependencies<Item, Result> {
  /** Writes all of them in one statement, or none; what came of each, in their order. Throws what the driver throws. */
  readonly writeTogether: (items: readonly Item[]) => Promise<readonly Result[]>
  /** Throws where nothing may be written any more. */
  readonly assertWritable: () => Promise<void>
}

/** A statement takes 32,766 parameters, a few of them per item; this many keep it short. @see https://sqlite.org/limits.html */
const mostTogether = 200

/**
 * Writes at once what comes alone. What comes while a commit is on its way to the disk waits for it and then goes together, in
 * one statement: all of it is saved or nothing. A disk takes milliseconds for each commit, whatever is in it, and two hundred
 * commands that came in one moment are to be saved within Discord's three seconds.
 *
 * Where another process has locked the database nothing was written: all that wait by then are tried together once more, each
 * until its own time is over. Nobody waits for the time of those before them and then for their own.
 *
 * No two writes to one key may be under way at once.
 */
export function createWriter<Item, Result>(dependencies: WriterDependencies<Item, Result>): Write<Item, Result> {
  type Waiting = WaitingItem<Item, Result>
  let waiting: Waiting[] = []
  let isWriting = false

  /** Refuses those whose time is over, and returns the others. */
  function keepDue(items: readonly Waiting[], reason: unknown): Waiting[] {
    return items.filter((each) => {
      const isDue = each.tries < mostTries && !each.isOver()
      if (!isDue) each.reject(reason)
      return isDue
    })
  }

  async function writeTogether(items: readonly Waiting[]): Promise<void> {
    // Looked at again, since another process may have taken the lease while they waited.
    await dependencies.assertWritable()
    const due = keepDue(items, createTooLate())
    if (due.length === 0) return
    const results = await dependencies.writeTogether(due.map(({ item }) => item))
    due.forEach(({ resolve }, index) => void resolve(results[index] as Result))
  }

  /** What the database refuses is the fault of one, and no reason to refuse the others. */
  async function writeApart(items: readonly Waiting[]): Promise<void> {
    for (const each of items) await writeTogether([each]).catch(each.reject)
  }

  async function writeAll(): Promise<void> {
    isWriting = true
    while (waiting.length > 0) {
      const items = waiting.slice(0, mostTogether)
      waiting = waiting.slice(mostTogether)
      try {
        await writeTogether(items)
      } catch (error) {
        if (isBusy(error)) {
          for (const each of items) each.tries += 1
          for (const each of waiting) each.tries += 1
          waiting = keepDue([...items, ...waiting], error)
        } else if (isRefusal(error) && items.length > 1) await writeApart(items)
        else for (const { reject } of items) reject(error)
      }
    }
    isWriting = false
  }

  return (item, isOver = () => false) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, isOver, tries: 0, resolve, reject })
      if (!isWriting) void writeAll()
    })
}

interface TransactionDependencies extends StoreParts {
  readonly connection: Pick<Connection, 'writeTogether'>
  /** The collection that was opened under the name. Throws where there is none. */
  readonly find: (name: string) => StoredCollection<Versioned>
}

interface GatheredWrite {
  readonly name: string
  readonly key: string
  /** Nothing where it is deleted. */
  readonly record: Versioned | undefined
  /** Which version has to stand there. */
  readonly expected: number | undefined
}

/** Runs when the turns of all keys have come. They are taken in one order by everybody, so that no two wait for each other. */
function takeTurns<T>(queues: KeyQueue, turns: readonly string[], work: () => Promise<T>): Promise<T> {
  const sorted = [...new Set(turns)].sort()
  return sorted.reduceRight<() => Promise<T>>((inner, turn) => () => queues.run(turn, inner), work)()
}

/** Several records of any collections in one statement and one commit. */
export function createTransaction(dependencies: TransactionDependencies) {
  const { connection, find, queues, limit } = dependencies

  async function toChange({ name, key, record, expected }: GatheredWrite): Promise<TableChange> {
    const collection = find(name)
    if (expected !== undefined && (await collection.read(key))?.version !== expected) throw new StaleVersion(key)
    return { table: name, key, stored: record && collection.toText(key, record) }
  }

  return async function transaction(work: (transaction: Transaction) => void): Promise<void> {
    dependencies.assertOpen()
    const writes: GatheredWrite[] = []
    const gather = (name: string, key: string, record: Versioned | undefined, expected?: number) => {
      const fitting = record && find(name).ensureFit(key, record)
      writes.push({ name, key, record: fitting, expected })
    }
    work({
      put: ({ name }, key, record) => gather(name, key, record),
      update: ({ name }, key, next) => gather(name, key, { ...next, version: next.version + 1 }, next.version),
      delete: ({ name }, key) => gather(name, key, undefined),
    })
    if (writes.length === 0) return
    const turns = writes.map(({ name, key }) => turnOf({ name }, key))
    try {
      await limit((isOver) =>
        takeTurns(queues, turns, async () => {
          if (isOver()) throw createTooLate()
          await dependencies.assertWritable()
          const changes = await Promise.all(writes.map(toChange))
          if (isOver()) throw createTooLate()
          await connection.writeTogether(changes)
        }),
      )
    } catch (error) {
      throw toStoreFailure('written', error)
    }
  }
}
