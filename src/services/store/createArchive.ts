import type { Clock } from '../../domain/clock.ts'
import type { Archive } from '../../domain/contracts/store.ts'
import { forgetPerson, serverIsNeededFor } from '../../domain/forgetPerson.ts'
import { type Generation, generation } from '../../domain/generation.ts'
import { insist } from './createPatience.ts'
import type { Queues } from './createQueues.ts'
import type { SetAside } from './createSetAside.ts'
import type { Table } from './openTable.ts'
import { parseRecord } from './parseRecord.ts'
import { salvageGeneration } from './salvageGeneration.ts'
import { toStoreFailure } from './toStoreFailure.ts'

export interface ArchiveDependencies {
  readonly open: Table
  readonly finished: Table
  readonly unreadable: Table
  readonly setAside: SetAside
  readonly queues: Queues
  readonly clock: Pick<Clock, 'now'>
  readonly assertOpen: () => void
  readonly assertWritable: () => Promise<void>
}

/** Reads what stands in a record, also where another row is no JSON at all. */
const field = (path: string) => `CASE WHEN json_valid(value) THEN json_extract(value, '$.value.${path}') END`

export function createArchive(dependencies: ArchiveDependencies): Archive {
  const { open, finished, unreadable, setAside, clock } = dependencies

  async function run<T>(verb: 'read' | 'written', work: () => Promise<T>): Promise<T> {
    dependencies.assertOpen()
    try {
      return await dependencies.queues.run('archive', work)
    } catch (error) {
      throw toStoreFailure(verb, error)
    }
  }

  async function listForgettable(before: number, most: number): Promise<Generation[]> {
    const rows = await finished.query(
      `SELECT value FROM ${finished.name}
       WHERE (${field('forgottenAt')} IS NULL AND coalesce(${field('finishedAt')}, ${field('createdAt')}) < ?)
         OR (${field('forgottenAt')} IS NOT NULL AND ${field('origin.guildId')} IS NOT NULL AND ${field('createdAt')} <= ?)
       LIMIT ?`,
      before,
      clock.now() - serverIsNeededFor,
      most,
    )
    return rows.flatMap(({ value }) => {
      const parsed = parseRecord(generation, value)
      return parsed.readable ? [parsed.record] : []
    })
  }

  return {
    remains: () =>
      run('read', async () => {
        const now = clock.now()
        return [
          ...(await setAside.list(open)).map((row) => salvageGeneration(row, true, now)),
          ...(await setAside.list(finished)).map((row) => salvageGeneration(row, false, now)),
        ]
      }),

    forget: (before, most) =>
      run('written', async () => {
        await dependencies.assertWritable()
        const records = await listForgettable(before, most)
        // In one commit, and past the collection: what a newer bot has added to them goes as well. Nobody else writes to
        // records with which nothing is left to do.
        const entries = records.map((record) => ({ key: record.id, value: forgetPerson(record, clock.now()) }))
        if (entries.length > 0) await insist(() => finished.keyv.setMany(entries))
        // The key ends with the moment at which it was set aside.
        await unreadable.query(`DELETE FROM ${unreadable.name} WHERE CAST(substr(key, -13) AS INTEGER) < ?`, before)
        // Older pages go on standing in the write-ahead log until it is written anew.
        if (entries.length < most) await finished.query('PRAGMA wal_checkpoint(TRUNCATE)')
        return entries.length
      }),
  }
}
