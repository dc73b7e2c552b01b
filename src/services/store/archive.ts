import type { Clock } from '../../domain/clock.ts'
import type { Archive } from '../../domain/contracts/archive.ts'
import { generationRecords } from '../../domain/contracts/store.ts'
import { forgetPerson, type Generation, serverIsNeededFor } from '../../domain/generation.ts'
import type { KeyQueue } from '../../lib/concurrency.ts'
import type { StoredCollection } from './collection.ts'
import type { Connection, Table } from './connection.ts'
import { insist, toStoreFailure } from './failures.ts'
import { parseRecord } from './records.ts'
import { idsPerMillisecond } from './schema.ts'

interface ArchiveDependencies {
  readonly connection: Pick<Connection, 'query' | 'writeTogether'>
  readonly records: Pick<StoredCollection<Generation>, 'readRows'>
  readonly generations: Table
  readonly remains: Pick<Table, 'name'>
  readonly unreadable: Pick<Table, 'name'>
  readonly queues: KeyQueue
  readonly clock: Pick<Clock, 'now'>
  readonly assertOpen: () => void
  readonly assertWritable: () => Promise<void>
}

/** Finished before a moment and not forgotten yet; forgotten, and begun so long ago that the server goes as well. */
export const forgettable = {
  toForget: `SELECT generations.key, generations.value FROM generation_facts facts CROSS JOIN generations ON generations.key = facts.key
    WHERE NOT facts.open AND NOT facts.forgotten AND NOT facts.quarantined
      AND coalesce(facts.finished, facts.created) < ? LIMIT ?`,
  forgottenInServer: `SELECT generations.key, generations.value FROM generation_facts facts CROSS JOIN generations ON generations.key = facts.key
    WHERE facts.forgotten = 1 AND facts.forgotten AND facts.server IS NOT NULL AND facts.id < ? LIMIT ?`,
  ofPerson: `SELECT generations.key, generations.value FROM generation_facts facts CROSS JOIN generations ON generations.key = facts.key
    WHERE facts.owner = ? AND facts.id < ? AND +facts.open = 0 AND +facts.quarantined = 0 LIMIT ?`,
} as const

export function createArchive(dependencies: ArchiveDependencies): Archive {
  const { connection, generations, remains, unreadable, clock } = dependencies
  const { query } = connection

  async function run<T>(verb: 'read' | 'written', work: () => Promise<T>): Promise<T> {
    dependencies.assertOpen()
    try {
      return await dependencies.queues.run('archive', work)
    } catch (error) {
      throw toStoreFailure(verb, error)
    }
  }

  const parse = ({ value }: Readonly<Record<string, unknown>>): Generation[] => {
    const parsed = parseRecord(generationRecords, value)
    return parsed.readable ? [parsed.record] : []
  }

  /**
   * In one commit, and past the collection: what a newer bot has added to them goes as well. Nobody else writes to records with
   * which nothing is left to do.
   */
  async function saveForgotten(records: readonly Generation[]): Promise<void> {
    const entries = records.map((record) => ({ key: record.id, value: forgetPerson(record, clock.now()) }))
    if (entries.length > 0) await insist(() => generations.keyv.setMany(entries))
  }

  async function listForgettable(before: number, most: number): Promise<Generation[]> {
    const old = await query(forgettable.toForget, before, most)
    const serverIsForgotten = (clock.now() - serverIsNeededFor + 1) * idsPerMillisecond
    const ofServers = await query(forgettable.forgottenInServer, serverIsForgotten, most - old.length)
    // What cannot be read is quarantined, and no longer in the way of the others.
    return dependencies.records.readRows([...old, ...ofServers])
  }

  return {
    remains: () => run('read', async () => (await query(`SELECT value FROM ${remains.name}`)).flatMap(parse)),

    forget: (before, most) =>
      run('written', async () => {
        await dependencies.assertWritable()
        const records = await listForgettable(before, most)
        await saveForgotten(records)
        // The key ends with the moment at which it was quarantined.
        const old = await query(
          `SELECT key AS row, substr(key, 1, instr(key, '/') - 1) AS name,
             substr(key, instr(key, '/') + 1, length(key) - 14 - instr(key, '/')) AS key
           FROM ${unreadable.name} WHERE CAST(substr(key, -13) AS INTEGER) < ?`,
          before,
        )
        const gone = old.flatMap(({ row, name, key }) => [
          { table: unreadable.name, key: String(row), stored: undefined },
          ...(name === generations.name ? [{ table: remains.name, key: String(key), stored: undefined }] : []),
        ])
        if (gone.length > 0) await connection.writeTogether(gone)
        // Older pages go on standing in the write-ahead log until it is written anew.
        if (records.length < most) await query('PRAGMA wal_checkpoint(TRUNCATE)')
        return records.length
      }),

    forgetPerson: (userId, before, most) =>
      run('written', async () => {
        await dependencies.assertWritable()
        const rows = await query(forgettable.ofPerson, userId, before * idsPerMillisecond, most)
        const records = await dependencies.records.readRows(rows)
        await saveForgotten(records)
        if (rows.length < most) await query('PRAGMA wal_checkpoint(TRUNCATE)')
        return records
      }),
  }
}
