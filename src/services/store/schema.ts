import type { Sums } from '../../domain/contracts/sums.ts'
import type { Connection } from './connection.ts'

/** Counted up when the tables change, or records so that an older bot would misread them. The first release has 1. */
export const schemaVersion = 6
export const firstWithTablesBeside = 2

/** The bot's own tables, all with the columns of Keyv's adapter: `key` and `value`, a text of JSON. */
export const tables = ['generations', 'generation_remains', 'settings', 'leases', 'unreadable_records'] as const

/**
 * So many ids for each millisecond: the id of a generation's facts is the time at which it was begun and a number, so that the order
 * of ids is the order of time, every index has it for nothing, and a range of time is a range of ids.
 */
export const idsPerMillisecond = 4_096

/** Generous, so that products with the above are exact: the year 2039. */
const lastInstant = 2_199_023_255_552

const day = 86_400_000
const final = `('succeeded', 'failed', 'cancelled', 'lost')`
/** Larger sums than this are no money. */
const mostMoney = 1_000_000_000_000_000

const field = (path: string) => `json_extract(json, '$.value.${path}')`
const wholeNumber = (value: string, most: number) =>
  `CASE WHEN typeof(${value}) = 'integer' AND ${value} BETWEEN 0 AND ${most} THEN ${value} END`
const text = (value: string) => `CASE WHEN typeof(${value}) = 'text' THEN nullif(${value}, '') END`

/** What a second attempt used up, in records from before that was saved. */
const claimOfRetry = 'retry:'

/** What is asked of a generation, read from rows with `key` and `value`. A text that is no JSON has nothing to say. */
const selectFields = (rows: string) => `
  SELECT *, NOT (ended AND delivered IS NOT NULL) AS open, iif(counted, used_up, NULL) AS claim
  FROM (SELECT *, coalesce(ended = 0 OR state = 'succeeded' OR spent > 0, 1) AS counted FROM (
    SELECT key,
      coalesce(${wholeNumber(field('createdAt'), lastInstant)}, 0) AS created,
      ${text(field('origin.userId'))} AS owner,
      ${text(field('origin.guildId'))} AS server,
      coalesce(${field('origin.installation')} = 'guild', 0) AS on_account_of_server,
      ${text(field('state'))} AS state,
      coalesce(${field('state')} IN ${final}
        OR ${field('state')} = 'unconfirmed' AND ${field('settlement')} IS NOT NULL, 0)
        OR ${field('delivery.deliveredAt')} IS NOT NULL AS ended,
      ${field('delivery.deliveredAt')} AS delivered,
      ${text(field('request.quality'))} AS quality,
      ${wholeNumber(field('finishedAt'), lastInstant)} AS finished,
      ${text(field('retryOf'))} AS parent,
      ${text(field('recipe'))} AS recipe,
      ${text(field('origin.interactionId'))} AS interaction,
      coalesce(${text(field('claim'))}, '${claimOfRetry}' || ${text(field('retryOf'))}) AS used_up,
      coalesce(${wholeNumber(field('settlement.spent'), mostMoney)}, ${wholeNumber(field('reserved'), mostMoney)}, 0) AS spent,
      coalesce(${text(field('settlement.basis'))}, 'reserved') AS basis,
      ${field('forgottenAt')} IS NOT NULL AS forgotten
    FROM (SELECT key, CASE WHEN json_valid(value) THEN value ELSE '{}' END AS json FROM (${rows}))
  ))`

const columns = `key, created, owner, server, on_account_of_server, state, ended, open, quality, finished, parent, recipe,
  spent, basis, counted, forgotten`

/** Fields that change while a generation lives. The others only change when it is forgotten. */
const livelyColumns = 'state, ended, open, finished, spent, basis, counted, claim'
const lively = ['state', 'settlement', 'reserved', 'delivery.deliveredAt', 'finishedAt']
const lasting = ['createdAt', 'origin.userId', 'origin.guildId', 'origin.installation', 'origin.interactionId'].concat([
  'request.quality',
  'request.scene',
  // In format 1 of the record.
  'request.prompt',
  'request.shots',
  'retryOf',
  'claim',
  'recipe',
  'forgottenAt',
])
const files = ['frames.start.hash', 'frames.end.hash', 'result.hash']

const guarded = (row: string) => `CASE WHEN json_valid(${row}.value) THEN ${row}.value ELSE '{}' END`
const read = (row: 'OLD' | 'NEW', paths: readonly string[]) =>
  `json_extract(${guarded(row)}, ${paths.map((path) => `'$.value.${path}'`).join(', ')})`
/** A text that is no JSON says nothing new. */
const isChanged = (paths: readonly string[]) =>
  `json_valid(NEW.value) AND ${read('OLD', paths)} IS NOT ${read('NEW', paths)}`

/** The prompt or the prompts of the shots, as one text; `request.prompt` and `request.shots` are those of format 1. */
function wordsOf(row: string): string {
  const prompt = (path: string) => `json_extract(${guarded(row)}, '$.value.request.${path}')`
  const shots = (path: string) => `(SELECT group_concat(json_extract(shot.value, '$.prompt'), ' ')
    FROM json_each(${guarded(row)}, '$.value.request.${path}') shot)`
  return `trim(coalesce(${prompt('scene.prompt')}, ${prompt('prompt')}, '') || ' ' ||
    coalesce(${shots('scene.shots')}, ${shots('shots')}, ''))`
}

const nextId = (created: string) => `coalesce(
  (SELECT max(id) + 1 FROM generation_facts
   WHERE id >= ${created} * ${idsPerMillisecond} AND id < (${created} + 1) * ${idsPerMillisecond}),
  ${created} * ${idsPerMillisecond})`

/** A unique value that another generation has already stays with the first one. */
const unlessTaken = (column: 'interaction' | 'claim') => `CASE WHEN NOT EXISTS
  (SELECT 1 FROM generation_facts taken WHERE taken.${column} = fields.${column} AND taken.key <> fields.key) THEN ${column} END`

const rowOf = (row: 'OLD' | 'NEW') => `SELECT ${row}.key AS key, ${row}.value AS value`

const insertFacts = (isQuarantined: boolean) => `
  DELETE FROM generation_facts WHERE key = NEW.key;
  INSERT INTO generation_facts (id, ${columns}, interaction, claim, quarantined)
    SELECT ${nextId('fields.created')}, ${columns}, ${unlessTaken('interaction')}, ${unlessTaken('claim')}, ${Number(isQuarantined)}
    FROM (${selectFields(rowOf('NEW'))}) AS fields;`

/** Where one that came to nothing gives its button free, another of those that were asked for with it keeps it: it may cost something. */
const handClaimOver = `UPDATE generation_facts SET claim = fields.used_up FROM (${selectFields(rowOf('NEW'))}) AS fields
    WHERE generation_facts.key = (SELECT heirs.key FROM json_each(${guarded('NEW')}, '$.value.variants') AS each
        CROSS JOIN generation_facts heirs ON heirs.key = each.value WHERE heirs.counted AND heirs.key <> NEW.key LIMIT 1)
      AND NOT fields.counted AND NOT EXISTS (SELECT 1 FROM generation_facts taken WHERE taken.claim = fields.used_up);`

/** Those of closed ones as well: who else has a picture is asked when the data of a person is deleted. */
const insertFiles = `
  INSERT INTO media_references (hash, generation)
    SELECT DISTINCT value, NEW.key FROM json_each(json_array(${files.map((path) => `json_extract(${guarded('NEW')}, '$.value.${path}')`).join(', ')}))
    WHERE typeof(value) = 'text';`
const deleteFiles = (row: 'OLD' | 'NEW') => `DELETE FROM media_references WHERE generation = ${row}.key;`

/** Who is forgotten has no owner, and no words. */
const insertWords = `
  INSERT INTO generation_words (rowid, owner, server, words)
    SELECT id, owner, coalesce(server, ''), ${wordsOf('NEW')} FROM generation_facts WHERE key = NEW.key AND owner IS NOT NULL;`
const deleteWords = (row: 'OLD' | 'NEW') =>
  `DELETE FROM generation_words WHERE rowid = (SELECT id FROM generation_facts WHERE key = ${row}.key);`

const dayOf = (row: string) => `${row}.created - ${row}.created % ${day}`
const month = (row: string) =>
  `CAST(strftime('%s', ${row}.created / 1000, 'unixepoch', 'start of month') AS INTEGER) * 1000`

/** A member's part of what is on the account of a server; nothing of it for who is forgotten. */
const memberOf = (row: string) => `CASE WHEN ${row}.on_account_of_server THEN ${row}.server || '/' || ${row}.owner END`
/** The server in such a key. */
export const serverOfMember = `substr(key, 1, instr(key, '/') - 1)`

/** Which sums a generation is a part of; where the key is nothing, of none. */
const scopesOf = (row: string) => [
  { scope: 'personDay', key: `${row}.owner`, start: dayOf(row) },
  { scope: 'person', key: `${row}.owner`, start: '0' },
  { scope: 'serverMonth', key: `CASE WHEN ${row}.on_account_of_server THEN ${row}.server END`, start: month(row) },
  { scope: 'month', key: `''`, start: month(row) },
  { scope: 'memberDay', key: memberOf(row), start: dayOf(row) },
  { scope: 'memberMonth', key: memberOf(row), start: month(row) },
]
const scopes = (row: string) =>
  scopesOf(row)
    .map(({ scope, key, start }) => `SELECT '${scope}' AS scope, ${key} AS key, ${start} AS start`)
    .join(' UNION ALL ')

export const sumFields = [
  'attempts',
  'counted',
  'open',
  'spent',
  'reserved',
  'unknown',
] as const satisfies (keyof Sums)[]
const amounts = (
  row: string,
) => `1 AS attempts, ${row}.counted AS counted, NOT ${row}.ended AS open, ${row}.spent AS spent,
  CASE WHEN ${row}.basis = 'reserved' THEN ${row}.spent ELSE 0 END AS reserved,
  CASE WHEN ${row}.basis = 'unknown' THEN ${row}.spent ELSE 0 END AS unknown`

const add = (row: 'OLD' | 'NEW', sign: 1 | -1) => `
  INSERT INTO generation_sums (scope, key, start, ${sumFields.join(', ')})
    SELECT scope, key, start, ${sumFields.map((name) => `${sign} * ${name}`).join(', ')}
    FROM (${scopes(row)}), (SELECT ${amounts(row)}) WHERE key IS NOT NULL
    ON CONFLICT (scope, key, start) DO UPDATE SET ${sumFields.map((name) => `${name} = ${name} + excluded.${name}`).join(', ')};`

/** Nobody is to be found in a sum over nothing. */
const removeEmptySums = `
  DELETE FROM generation_sums WHERE attempts = 0 AND (scope, key, start) IN (SELECT scope, key, start FROM (${scopes('OLD')}));`

const isAnyChanged = (names: readonly string[]) => names.map((name) => `OLD.${name} IS NOT NEW.${name}`).join(' OR ')

const namesBeside = ['generation_facts', 'generation_sums', 'media_references', 'generation_words'] as const
const tablesBeside = [
  `CREATE TABLE IF NOT EXISTS generation_facts (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, created INTEGER NOT NULL, owner TEXT, server TEXT,
    on_account_of_server INTEGER NOT NULL, state TEXT, ended INTEGER NOT NULL, open INTEGER NOT NULL, quality TEXT,
    finished INTEGER, parent TEXT, recipe TEXT, interaction TEXT, claim TEXT, spent INTEGER NOT NULL, basis TEXT NOT NULL,
    counted INTEGER NOT NULL, forgotten INTEGER NOT NULL, quarantined INTEGER NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS generation_sums (
    scope TEXT NOT NULL, key TEXT NOT NULL, start INTEGER NOT NULL, ${sumFields.map((name) => `${name} INTEGER NOT NULL`).join(', ')},
    PRIMARY KEY (scope, key, start)) WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS media_references (
    hash TEXT NOT NULL, generation TEXT NOT NULL, PRIMARY KEY (hash, generation)) WITHOUT ROWID`,
  // With the texts of its own: what is deleted is taken out of the index at once, also where the record is damaged.
  `CREATE VIRTUAL TABLE IF NOT EXISTS generation_words USING fts5(
    owner, server, words, tokenize = 'unicode61 remove_diacritics 2')`,
  `INSERT INTO generation_words (generation_words, rank) VALUES ('secure-delete', 1)`,
]

/** By name, so that a test can take each away. Every one ends with the id, which SQLite adds by itself. */
export const indexes: Readonly<Record<string, string>> = {
  facts_by_owner: 'generation_facts (owner) WHERE owner IS NOT NULL',
  facts_by_server: 'generation_facts (server) WHERE server IS NOT NULL',
  facts_by_state: 'generation_facts (state)',
  facts_by_quality: 'generation_facts (quality)',
  facts_by_parent: 'generation_facts (parent) WHERE parent IS NOT NULL',
  facts_by_recipe: 'generation_facts (recipe) WHERE recipe IS NOT NULL',
  facts_open: 'generation_facts (open) WHERE open AND NOT quarantined',
  facts_to_forget:
    'generation_facts (coalesce(finished, created)) WHERE NOT open AND NOT forgotten AND NOT quarantined',
  facts_forgotten_in_server: 'generation_facts (forgotten) WHERE forgotten AND server IS NOT NULL',
  sums_by_server: `generation_sums (${serverOfMember}, start, spent DESC) WHERE scope = 'memberMonth'`,
  references_by_generation: 'media_references (generation)',
}
export const uniqueIndexes: Readonly<Record<string, string>> = {
  facts_by_interaction: 'generation_facts (interaction) WHERE interaction IS NOT NULL',
  facts_by_claim: 'generation_facts (claim) WHERE claim IS NOT NULL',
}

/** What the database does by itself within each write to a generation. A write that changes nothing of it does nothing here. */
const triggers: Readonly<Record<string, string>> = {
  generation_inserted: `AFTER INSERT ON generations BEGIN
    ${deleteWords('NEW')} ${insertFacts(false)} ${insertWords} ${deleteFiles('NEW')} ${insertFiles} END`,
  generation_moved: `AFTER UPDATE OF value ON generations WHEN ${isChanged(lively)} BEGIN
    UPDATE generation_facts SET (${livelyColumns}) = (
      SELECT ${livelyColumns.replace(', claim', '')}, ${unlessTaken('claim')} FROM (${selectFields(rowOf('NEW'))}) AS fields)
      WHERE key = NEW.key; ${handClaimOver} END`,
  generation_rewritten: `AFTER UPDATE OF value ON generations WHEN ${isChanged(lasting)} BEGIN
    ${deleteWords('NEW')} ${insertFacts(false)} ${insertWords} END`,
  generation_files_changed: `AFTER UPDATE OF value ON generations
    WHEN ${isChanged(files)} BEGIN
    ${deleteFiles('NEW')} ${insertFiles} END`,
  generation_deleted: `AFTER DELETE ON generations BEGIN
    ${deleteWords('OLD')} ${deleteFiles('OLD')} DELETE FROM generation_facts WHERE key = OLD.key; END`,
  remains_inserted: `AFTER INSERT ON generation_remains
    WHEN NOT EXISTS (SELECT 1 FROM generations WHERE key = NEW.key) BEGIN
    ${deleteWords('NEW')} ${insertFacts(true)} ${deleteFiles('NEW')} ${insertFiles} END`,
  remains_updated: `AFTER UPDATE OF value ON generation_remains
    WHEN NOT EXISTS (SELECT 1 FROM generations WHERE key = NEW.key) BEGIN
    ${insertFacts(true)} ${deleteFiles('NEW')} ${insertFiles} END`,
  remains_deleted: `AFTER DELETE ON generation_remains WHEN EXISTS
    (SELECT 1 FROM generation_facts WHERE key = OLD.key AND quarantined) BEGIN
    ${deleteFiles('OLD')} DELETE FROM generation_facts WHERE key = OLD.key; END`,
  facts_inserted: `AFTER INSERT ON generation_facts BEGIN ${add('NEW', 1)} END`,
  facts_updated: `AFTER UPDATE ON generation_facts WHEN ${isAnyChanged(['ended', 'spent', 'basis', 'counted'])} BEGIN
    ${add('OLD', -1)} ${add('NEW', 1)} END`,
  facts_deleted: `AFTER DELETE ON generation_facts BEGIN ${add('OLD', -1)} ${removeEmptySums} END`,
}

/** Makes what is missing of the tables beside the generations. */
export async function createTablesBeside({ make }: Pick<Connection, 'make'>): Promise<void> {
  await make(tablesBeside)
}

/** Makes what is missing of indexes and triggers. */
export async function createIndexesAndTriggers({ make }: Pick<Connection, 'make'>): Promise<void> {
  await make([
    ...Object.entries(indexes).map(([name, on]) => `CREATE INDEX IF NOT EXISTS ${name} ON ${on}`),
    ...Object.entries(uniqueIndexes).map(([name, on]) => `CREATE UNIQUE INDEX IF NOT EXISTS ${name} ON ${on}`),
    ...Object.entries(triggers).map(([name, body]) => `CREATE TRIGGER IF NOT EXISTS ${name} ${body}`),
  ])
}

/** Of several with the same unique value the newest one has it. */
const toNewest = (column: 'interaction' | 'claim') =>
  `CASE WHEN row_number() OVER (PARTITION BY ${column} ORDER BY created DESC, key) = 1 THEN ${column} END`

/** Makes them anew from the records, for triggers that say something else than those of an earlier version. */
export async function refillTablesBeside({ make, query }: Pick<Connection, 'make' | 'query'>): Promise<void> {
  await make([
    ...Object.keys(triggers).map((name) => `DROP TRIGGER IF EXISTS ${name}`),
    ...namesBeside.map((name) => `DROP TABLE IF EXISTS ${name}`),
  ])
  await createTablesBeside({ make })
  await fillTablesBeside({ query })
}

/** Fills the empty tables beside generations that were written without triggers, all at once. */
export async function fillTablesBeside({ query }: Pick<Connection, 'query'>): Promise<void> {
  const all = (table: string, isQuarantined: boolean) =>
    `SELECT *, ${Number(isQuarantined)} AS quarantined FROM (${selectFields(`SELECT key, value FROM ${table}`)})`
  await query(`INSERT INTO generation_facts (id, ${columns}, interaction, claim, quarantined)
    SELECT created * ${idsPerMillisecond} + row_number() OVER (PARTITION BY created ORDER BY key) - 1, ${columns},
      ${toNewest('interaction')}, ${toNewest('claim')}, quarantined
    FROM (${all('generations', false)} UNION ALL ${all('generation_remains', true)}) ORDER BY 1`)
  for (const { scope, key, start } of scopesOf('facts')) {
    await query(`INSERT INTO generation_sums (scope, key, start, ${sumFields.join(', ')})
      SELECT '${scope}', ${key} AS whose, ${start} AS since, sum(1), sum(facts.counted), sum(NOT facts.ended), sum(facts.spent),
        sum(iif(facts.basis = 'reserved', facts.spent, 0)), sum(iif(facts.basis = 'unknown', facts.spent, 0))
      FROM generation_facts facts WHERE whose IS NOT NULL GROUP BY whose, since`)
  }
  await query(`INSERT INTO media_references (hash, generation)
    SELECT DISTINCT json_extract(kept.record, path.value), kept.key FROM (
      SELECT key, CASE WHEN json_valid(value) THEN value ELSE '{}' END AS record
      FROM generations
      UNION ALL SELECT key, value FROM generation_remains) kept,
      json_each('${JSON.stringify(files.map((path) => `$.value.${path}`))}') path
    WHERE typeof(json_extract(kept.record, path.value)) = 'text'`)
  await query(`INSERT INTO generation_words (rowid, owner, server, words)
    SELECT facts.id, facts.owner, coalesce(facts.server, ''), ${wordsOf('generations')}
    FROM generation_facts facts JOIN generations ON generations.key = facts.key WHERE facts.owner IS NOT NULL ORDER BY facts.id`)
}
