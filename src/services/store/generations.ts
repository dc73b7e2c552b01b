import type {
  Cursor,
  GenerationCollection,
  GenerationPage,
  GenerationQuery,
  InsertOutcome,
} from '../../domain/contracts/store.ts'
import type { Generation } from '../../domain/generation.ts'
import { type Admission, admit, door } from './admissions.ts'
import { fieldColumn, pageSize, type StoredCollection } from './collection.ts'
import { createWriter } from './commits.ts'
import type { Connection, StoredEntry } from './connection.ts'
import { idsPerMillisecond } from './schema.ts'
import { createSums } from './sums.ts'

/** A statement and what is put into it. */
export interface Statement {
  readonly sql: string
  readonly parameters: readonly unknown[]
}

const select = 'SELECT generations.key, generations.value, facts.id'

interface Condition extends Statement {
  /** Whether an index leads to it, or its index may not be taken since another one leads. */
  readonly column?: string
}

/** What the words ask of the index of words: every one of them, and its owner or server, so that nobody else's are looked at. */
function matchWords({ words = '', owner, server }: GenerationQuery): string | undefined {
  const quoted = words
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
    .map((word) => `"${word.replaceAll('"', '""')}"`)
  if (quoted.length === 0) return undefined
  const only = (column: string, value: string | undefined) =>
    value === undefined ? [] : [`${column} : "${value.replaceAll('"', '""')}"`]
  return [...only('owner', owner), ...only('server', server), `words : (${quoted.join(' AND ')})`].join(' AND ')
}

/** Nobody is shown what was deleted. */
const notDeleted = `${fieldColumn('deletedAt')} IS NULL`

/** The equal values of a query, the ones that leave the least first: the index of the first one leads. */
function listConditions({ parent, recipe, owner, server, quality, states }: GenerationQuery): Condition[] {
  const equal = (column: string, value: string | undefined): Condition[] =>
    value === undefined ? [] : [{ column, sql: '= ?', parameters: [value] }]
  const ofStates: Condition[] =
    states === undefined
      ? []
      : [{ column: 'state', sql: `IN (${states.map(() => '?').join(', ')})`, parameters: states }]
  return [
    ...equal('parent', parent),
    ...equal('recipe', recipe),
    ...equal('owner', owner),
    ...equal('server', server),
    ...equal('quality', quality),
    ...ofStates,
  ]
}

/** The bounds of the id, which is the time. */
function listBounds({ from, to, after, order }: GenerationQuery): Condition[] {
  const bound = (sql: string, value: number | undefined): Condition[] =>
    value === undefined ? [] : [{ sql, parameters: [value] }]
  return [
    ...bound('>= ?', from === undefined ? undefined : from * idsPerMillisecond),
    ...bound('< ?', to === undefined ? undefined : to * idsPerMillisecond),
    ...bound(order === 'oldest' ? '> ?' : '< ?', after === undefined ? undefined : Number(after)),
  ]
}

/**
 * The statement of a query. One index leads, and its order is the order of the answer, so that a page costs what is on it. The
 * plus before a column keeps SQLite from the other indexes, among which it would choose without knowing how many rows each leaves.
 */
export function buildFind(query: GenerationQuery): Statement {
  const direction = query.order === 'oldest' ? 'ASC' : 'DESC'
  const match = matchWords(query)
  const conditions = listConditions(query)
  const bounds = listBounds(query)
  const readable = ['+facts.quarantined = 0', ...(query.withDeleted === true ? [] : [notDeleted])]
  if (match !== undefined) {
    const others = [...conditions.map(({ column, sql }) => `+facts.${column} ${sql}`), ...readable]
    return {
      sql: `${select} FROM generation_words CROSS JOIN generation_facts facts ON facts.id = generation_words.rowid
        CROSS JOIN generations ON generations.key = facts.key
        WHERE generation_words MATCH ?
        ${[...bounds.map(({ sql }) => `generation_words.rowid ${sql}`), ...others].map((each) => `AND ${each}`).join(' ')}
        ORDER BY generation_words.rowid ${direction} LIMIT ?`,
      parameters: [
        match,
        ...bounds.flatMap(({ parameters }) => parameters),
        ...listParameters(conditions),
        query.limit + 1,
      ],
    }
  }
  const [leading, ...others] = conditions
  // The order of several states together is not that of their index: the newest of each, and then of those.
  if (leading?.column === 'state' && leading.parameters.length > 1) return buildFindByStates(query, bounds)
  const where = [
    ...(leading === undefined ? [] : [`facts.${leading.column} ${leading.sql}`]),
    ...others.map(({ column, sql }) => `+facts.${column} ${sql}`),
    ...bounds.map(({ sql }) => `facts.id ${sql}`),
    ...readable,
  ]
  return {
    sql: `${select} FROM generation_facts facts CROSS JOIN generations ON generations.key = facts.key
      WHERE ${where.join(' AND ')} ORDER BY facts.id ${direction} LIMIT ?`,
    parameters: [...listParameters(conditions), ...listParameters(bounds), query.limit + 1],
  }
}

function buildFindByStates({ states = [], order, limit }: GenerationQuery, bounds: readonly Condition[]): Statement {
  const direction = order === 'oldest' ? 'ASC' : 'DESC'
  const ofOne = `SELECT * FROM (SELECT id FROM generation_facts facts
    WHERE ${['state = ?', ...bounds.map(({ sql }) => `id ${sql}`), '+quarantined = 0'].join(' AND ')}
    ORDER BY id ${direction} LIMIT ?)`
  return {
    sql: `${select} FROM generation_facts facts CROSS JOIN generations ON generations.key = facts.key
      WHERE facts.id IN (${states.map(() => ofOne).join(' UNION ALL ')}) ORDER BY facts.id ${direction} LIMIT ?`,
    parameters: [...states.flatMap((state) => [state, ...listParameters(bounds), limit + 1]), limit + 1],
  }
}

const listParameters = (conditions: readonly Condition[]) => conditions.flatMap(({ parameters }) => parameters)

/** The other statements that look something up, by what they are for. */
export const statements = {
  open: `${select} FROM generation_facts facts CROSS JOIN generations ON generations.key = facts.key
    WHERE facts.open = 1 AND facts.open AND NOT facts.quarantined AND facts.id > ? ORDER BY facts.id LIMIT ${pageSize}`,
  findByInteraction: 'SELECT key FROM generation_facts WHERE interaction = ?',
  findByClaim: 'SELECT key FROM generation_facts WHERE claim = ?',
  listReferenced: `SELECT value AS hash FROM json_each(?) WHERE EXISTS (SELECT 1 FROM media_references
    CROSS JOIN generation_facts facts ON facts.key = media_references.generation
    WHERE hash = json_each.value AND (facts.open OR facts.quarantined))`,
  listHeld: `SELECT value AS hash FROM json_each(?) WHERE EXISTS (SELECT 1 FROM media_references
    CROSS JOIN generations ON generations.key = media_references.generation
    WHERE hash = json_each.value AND ${notDeleted})`,
} as const

interface GenerationCollectionDependencies {
  readonly connection: Connection
  readonly records: StoredCollection<Generation>
  readonly assertWritable: () => Promise<void>
}

/** The collection of generations on top of the plain one. */
export async function createGenerationCollection(
  dependencies: GenerationCollectionDependencies,
): Promise<GenerationCollection> {
  const { connection, records, assertWritable } = dependencies
  const { query } = connection
  for (const statement of door) await query(statement)
  const insert = createWriter<Admission, InsertOutcome>({
    assertWritable,
    writeTogether: (admissions) => admit(connection, admissions),
  })
  const findKey = (sql: string, value: string) =>
    records.answering(async () => {
      const [row] = await query(sql, value)
      return row === undefined ? undefined : String(row.key)
    })

  const listHashes = (sql: string, hashes: readonly string[]) =>
    records.answering(async () => {
      const rows = await query(sql, JSON.stringify(hashes))
      return new Set(rows.map(({ hash }) => String(hash)))
    })

  async function readOpen(): Promise<Generation[]> {
    const open: Generation[] = []
    let rows = await query(statements.open, -1)
    while (rows.length > 0) {
      for (const record of await records.readRows(rows)) open.push(record)
      rows = await query(statements.open, rows.at(-1)?.id)
    }
    return open
  }

  async function find(asked: GenerationQuery): Promise<GenerationPage> {
    const hasNoWords = asked.words !== undefined && matchWords(asked) === undefined
    if (hasNoWords || asked.states?.length === 0) return { items: [] }
    const { sql, parameters } = buildFind(asked)
    const rows = await query(sql, ...parameters)
    const page = rows.slice(0, asked.limit)
    const isAsked = ({ deletedAt }: Generation) => asked.withDeleted === true || deletedAt === undefined
    const items = (await records.readRows(page)).filter(isAsked)
    return rows.length > asked.limit ? { items, next: String(page.at(-1)?.id) as Cursor } : { items }
  }

  return {
    get: records.get,
    put: records.put,
    update: records.update,
    delete: records.delete,

    open: () =>
      records.reading(async () => {
        await records.takeBack()
        return readOpen()
      }),

    async insert(generation, caps, others = []) {
      const toEntry = (record: Generation): StoredEntry => ({
        key: record.id,
        value: records.toText(record.id, records.ensureFit(record.id, record)),
      })
      const admission = {
        ...toEntry(generation),
        others: others.map(toEntry),
        interaction: generation.origin.interactionId,
        claim: generation.claim,
        caps,
      }
      return records.inTurn('written', generation.id, (isOver) => insert(admission, isOver))
    },

    find: (asked) => records.answering(() => find(asked)),

    ...createSums({ query, answering: records.answering }),

    findByInteraction: (interactionId) => findKey(statements.findByInteraction, interactionId),
    findByClaim: (claim) => findKey(statements.findByClaim, claim),

    listReferenced: (hashes) => listHashes(statements.listReferenced, hashes),
    listHeld: (hashes) => listHashes(statements.listHeld, hashes),
  }
}
