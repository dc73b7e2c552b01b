import { expect, test } from 'vitest'
import type { GenerationQuery } from '../../../src/domain/contracts/store.ts'
import { forgettable } from '../../../src/services/store/archive.ts'
import { type Connection, openConnection } from '../../../src/services/store/connection.ts'
import { prepareDatabase } from '../../../src/services/store/createStore.ts'
import { buildFind, statements } from '../../../src/services/store/generations.ts'
import { indexes, uniqueIndexes } from '../../../src/services/store/schema.ts'
import { sumStatements } from '../../../src/services/store/sums.ts'
import { createSystemClock } from '../../../src/system.ts'

async function open(): Promise<Connection> {
  const connection = await openConnection(':memory:')
  await prepareDatabase(connection, createSystemClock())
  return connection
}

const find = (query: Omit<GenerationQuery, 'limit'>) => buildFind({ limit: 10, ...query }).sql

/** Every question that the store answers about generations, and what leads to the answer. */
const plans: readonly (readonly [string, string, RegExp])[] = [
  ['of a person', find({ owner: 'a' }), /facts USING INDEX facts_by_owner \(owner=\?\)/],
  [
    'of a person, a page later',
    find({ owner: 'a', after: '5' as never }),
    /INDEX facts_by_owner \(owner=\? AND rowid<\?\)/,
  ],
  ['of a person, the oldest first', find({ owner: 'a', order: 'oldest' }), /INDEX facts_by_owner/],
  ['of a person in a state', find({ owner: 'a', states: ['failed'] }), /INDEX facts_by_owner/],
  [
    'of a person in a server, at a time',
    find({ owner: 'a', server: 'b', from: 1, to: 2 }),
    /INDEX facts_by_owner \(owner=\? AND rowid>\? AND rowid<\?\)/,
  ],
  ['in a server', find({ server: 'a' }), /INDEX facts_by_server/],
  ['in a state', find({ states: ['failed'] }), /INDEX facts_by_state/],
  ['in several states', find({ states: ['failed', 'lost'] }), /INDEX facts_by_state \(state=\?\)/],
  ['of a quality', find({ quality: 'pro' }), /INDEX facts_by_quality/],
  ['retries', find({ parent: 'a' }), /INDEX facts_by_parent/],
  ['of a recipe', find({ recipe: 'a' }), /INDEX facts_by_recipe/],
  ['at a time', find({ from: 1, to: 2 }), /facts USING INTEGER PRIMARY KEY \(rowid>\? AND rowid<\?\)/],
  ['with words', find({ words: 'a b' }), /generation_words VIRTUAL TABLE INDEX .*M3/],
  ['with words of a person', find({ words: 'a', owner: 'b' }), /generation_words VIRTUAL TABLE INDEX .*M3/],
  ['open', statements.open, /INDEX facts_open/],
  ['sums', sumStatements.sums, /generation_sums USING PRIMARY KEY \(scope=\? AND key=\? AND start=\?\)/],
  [
    'spenders',
    sumStatements.spenders,
    /generation_sums USING (COVERING )?INDEX sums_by_server \(<expr>=\? AND start=\?\)/,
  ],
  ['attempts', sumStatements.attemptsSince, /INDEX facts_by_owner \(owner=\? AND rowid>\?\)/],
  ['by interaction', statements.findByInteraction, /INDEX facts_by_interaction/],
  ['by claim', statements.findByClaim, /INDEX facts_by_claim/],
  [
    'references',
    statements.listReferenced,
    /media_references (EXISTS )?USING (COVERING INDEX|PRIMARY KEY).*\(hash=\?\)/,
  ],
  [
    'files that anybody has',
    statements.listHeld,
    /media_references (EXISTS )?USING (COVERING INDEX|PRIMARY KEY).*\(hash=\?\)/,
  ],
  ['to forget', forgettable.toForget, /INDEX facts_to_forget/],
  ['of a person, to forget', forgettable.ofPerson, /INDEX facts_by_owner/],
  ['forgotten, still with their server', forgettable.forgottenInServer, /INDEX facts_forgotten_in_server/],
]

/** What SQLite would do for the statement, in one text. */
async function explain({ query }: Connection, sql: string): Promise<string> {
  const count = sql.match(/\?/g)?.length ?? 0
  const steps = await query(`EXPLAIN QUERY PLAN ${sql}`, ...Array.from({ length: count }, () => 1))
  return steps.map(({ detail }) => String(detail)).join('\n')
}

/** Reads everything, or sorts what it has read, whose number nobody knows. */
const isSlow = (plan: string) =>
  /\bSCAN (?!generation_words\b)(?!json_each\b)(?!\(subquery)(?!\d)|TEMP B-TREE/.test(plan)

test.each(plans)('the question for those %s is answered by its index', async (_, sql, expected) => {
  const connection = await open()
  const plan = await explain(connection, sql)
  expect(plan).toMatch(expected)
  expect(plan).toMatch(/^(?!.*TEMP B-TREE)/)
  expect(isSlow(plan)).toBe(false)
  await connection.close()
})

test.each(Object.keys({ ...indexes, ...uniqueIndexes }).filter((name) => name !== 'references_by_generation'))(
  'without the index %s some of them would be slow',
  async (name) => {
    const connection = await open()
    await connection.query(`DROP INDEX ${name}`)
    const missed = []
    for (const [question, sql, expected] of plans) {
      if (!expected.test(await explain(connection, sql))) missed.push(question)
    }
    expect(missed).not.toEqual([])
    await connection.close()
  },
)
