import { StaleVersion, type Transaction, type Versioned } from '../../domain/contracts/store.ts'
import type { KeyQueue } from '../../lib/concurrency.ts'
import { type StoredCollection, type StoreParts, turnOf } from './collection.ts'
import type { Connection, TableChange } from './connection.ts'
import { toStoreFailure } from './errors.ts'
import { createTooLate } from './patience.ts'

export interface TransactionDependencies extends StoreParts {
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
