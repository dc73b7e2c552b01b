import { z } from 'zod'
import type { InsertOutcome } from '../../domain/contracts/store.ts'
import type { Cap } from '../../domain/contracts/sums.ts'
import type { Connection, Row, StoredEntry } from './connection.ts'
import { idsPerMillisecond, sumFields } from './schema.ts'

const property = (name: string) => `json_extract(cap.value, '$.${name}')`

/** How much of a cap is used, without the new one. */
const usedOf = `CASE ${property('kind')}
  WHEN 'rate' THEN (SELECT count(*) FROM generation_facts WHERE owner = ${property('owner')}
    AND id >= (${property('since')} + 1) * ${idsPerMillisecond} AND id < (${property('until')} + 1) * ${idsPerMillisecond})
  ELSE coalesce((SELECT CASE ${property('field')} ${sumFields.map((name) => `WHEN '${name}' THEN ${name}`).join(' ')} END
    FROM generation_sums WHERE scope = ${property('of.scope')} AND key = ${property('of.key')} AND start = ${property('of.from')}), 0) END`

/**
 * The door for new generations: rows that are inserted here one after another become generations, or refusals with their reason.
 * Each sees what those before it have used, also in one statement.
 */
export const door = [
  'CREATE TEMP TABLE refusals (key TEXT PRIMARY KEY, taken_by TEXT, cap INTEGER, used INTEGER)',
  `CREATE TEMP VIEW admissions AS
    SELECT NULL AS key, NULL AS value, NULL AS interaction, NULL AS claim, NULL AS caps, NULL AS first`,
  `CREATE TEMP TRIGGER admit INSTEAD OF INSERT ON admissions BEGIN
    DELETE FROM refusals WHERE key = NEW.key;
    INSERT INTO refusals (key, taken_by) SELECT NEW.key, holder FROM (SELECT coalesce(
      (SELECT key FROM generation_facts WHERE interaction = NEW.interaction),
      (SELECT key FROM generation_facts WHERE claim = NEW.claim),
      (SELECT key FROM generation_facts WHERE key = NEW.key)) AS holder) WHERE holder IS NOT NULL;
    INSERT INTO refusals (key, cap, used) SELECT NEW.key, position, used FROM (
      SELECT cap.key AS position, ${usedOf} AS used, coalesce(${property('adds')}, 1) AS adds, ${property('limit')} AS most
      FROM json_each(NEW.caps) cap)
      WHERE used + adds > most AND NOT EXISTS (SELECT 1 FROM refusals WHERE key = NEW.key) ORDER BY position LIMIT 1;
    INSERT INTO generations (key, value)
      SELECT NEW.key, NEW.value WHERE NOT EXISTS (SELECT 1 FROM refusals WHERE key = NEW.key)
        AND (NEW.first IS NULL OR EXISTS (SELECT 1 FROM generations WHERE key = NEW.first)); END`,
]

export interface Admission extends StoredEntry {
  readonly interaction: string
  readonly claim: string | undefined
  readonly caps: readonly Cap[]
  /** Come in with it, or not at all. */
  readonly others: readonly StoredEntry[]
}

/** What is put into the door for it; those that come with it have no interaction and no button of their own. */
function listRows({ key, value, interaction, claim, caps, others }: Admission): readonly unknown[][] {
  const own = [key, value, interaction === '' ? null : interaction, claim ?? null, JSON.stringify(caps), null]
  return [own, ...others.map((other) => [other.key, other.value, null, null, '[]', key])]
}

export async function admit(connection: Connection, admissions: readonly Admission[]): Promise<InsertOutcome[]> {
  const { sql, parameters } = connection.fence()
  const rows = admissions.flatMap(listRows)
  const passed = await connection.attempt(
    `INSERT INTO admissions (key, value, interaction, claim, caps, first)
     SELECT column1, column2, column3, column4, column5, column6
     FROM (VALUES ${rows.map(() => '(?, ?, ?, ?, ?, ?)').join(', ')}) WHERE ${sql}
     RETURNING key, EXISTS (SELECT 1 FROM generations WHERE key = admissions.key) AS stands,
       (SELECT json_object('takenBy', taken_by, 'cap', cap, 'used', used) FROM refusals WHERE key = admissions.key) AS refusal`,
    ...rows.flat(),
    ...parameters,
  )
  if (passed.length < rows.length) connection.refuse()
  const byKey = new Map(passed.map((row) => [String(row.key), row]))
  const outcomes = admissions.map(({ key, caps }) => readOutcome(byKey.get(key), caps))
  if (outcomes.some(({ kind }) => kind !== 'inserted')) await connection.query('DELETE FROM refusals')
  return outcomes
}

const refusal = z.object({ takenBy: z.string().nullable(), cap: z.number().nullable(), used: z.number().nullable() })

/** One that was neither refused nor stands there is unknown, and never taken for begun. */
function readOutcome(row: Row | undefined, caps: readonly Cap[]): InsertOutcome {
  if (typeof row?.refusal !== 'string') {
    if (row?.stands !== 1) throw new Error('The store does not say what came of a new generation')
    return { kind: 'inserted' }
  }
  const { takenBy, cap: position, used } = refusal.parse(JSON.parse(row.refusal))
  if (takenBy !== null) return { kind: 'taken', by: takenBy }
  const cap = caps[position ?? -1]
  if (cap === undefined) throw new Error('A generation was refused for a cap that is not in its list')
  return { kind: 'over', cap, used: used ?? 0 }
}
