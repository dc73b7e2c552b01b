import type { GenerationCollection } from '../../domain/contracts/store.ts'
import type { Sums } from '../../domain/contracts/sums.ts'
import type { StoredCollection } from './collection.ts'
import type { Connection } from './connection.ts'
import { idsPerMillisecond, serverOfMember, sumFields } from './schema.ts'

const nothing: Sums = { attempts: 0, counted: 0, open: 0, spent: 0, reserved: 0, unknown: 0 }

/** The statements that ask the sums, by what they are for. */
export const sumStatements = {
  sums: `SELECT ${sumFields.join(', ')} FROM generation_sums WHERE scope = ? AND key = ? AND start = ?`,
  spenders: `SELECT key, attempts, counted, spent, reserved FROM generation_sums
    WHERE scope = 'memberMonth' AND ${serverOfMember} = ? AND start = ? ORDER BY spent DESC LIMIT ? OFFSET ?`,
  attemptsSince: 'SELECT created FROM generation_facts WHERE owner = ? AND id >= ? ORDER BY id',
} as const

interface SumDependencies extends Pick<Connection, 'query'> {
  readonly answering: StoredCollection<never>['answering']
}

/** What was spent and begun, from the sums that the database keeps itself. */
export function createSums({
  query,
  answering,
}: SumDependencies): Pick<GenerationCollection, 'sums' | 'spenders' | 'attemptsSince'> {
  return {
    sums: ({ scope, key, from }) =>
      answering(async () => {
        const [row] = await query(sumStatements.sums, scope, key, from)
        if (row === undefined) return nothing
        return Object.fromEntries(sumFields.map((name) => [name, Number(row[name])])) as unknown as Sums
      }),

    spenders: ({ guildId, from, skip, limit }) =>
      answering(async () => {
        const rows = await query(sumStatements.spenders, guildId, from, limit, skip)
        return rows.map(({ key, attempts, counted, spent, reserved }) => ({
          userId: String(key).slice(guildId.length + 1),
          attempts: Number(attempts),
          counted: Number(counted),
          spent: Number(spent),
          reserved: Number(reserved),
        }))
      }),

    attemptsSince: (owner, since) =>
      answering(async () => {
        const rows = await query(sumStatements.attemptsSince, owner, (since + 1) * idsPerMillisecond)
        return rows.map(({ created }) => Number(created))
      }),
  }
}
