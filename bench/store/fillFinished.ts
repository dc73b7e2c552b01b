import { days } from '../../src/domain/clock.ts'
import type { Generation } from '../../src/domain/generation.ts'
import { openConnection } from '../../src/services/store/connection.ts'
import {
  createIndexesAndTriggers,
  createTablesBeside,
  fillTablesBeside,
  schemaVersion,
  tables,
} from '../../src/services/store/schema.ts'
import { findModel } from '../../test/support/catalogue.ts'
import { createOrigin } from '../createOrigin.ts'

/** Ids like those of Discord: a single word of digits for the index of words. */
export const nameOwner = (number: number) => `2${String(number).padStart(17, '0')}`
export const nameServer = (number: number) => `3${String(number).padStart(17, '0')}`
/** Every tenth generation is this person's. */
export const busiest = nameOwner(0)
/** Has ten, the oldest. */
export const personOfTen = `4${'0'.repeat(16)}1`
/** Has a hundredth of all, after those. */
export const personOfHundredth = `4${'0'.repeat(16)}2`
/** In every twentieth phrase, in every hundredth, and in as many that are never the same. */
export const words = { common: 'fox', rare: 'xylophone', elsewhere: 'walrus' } as const

const period = days(300)
const phraseCount = 1_000
const vocabulary = Array.from({ length: 2_000 }, (_each, index) => `w${index.toString(36)}`)

/** Of eight words each, some of which are much more usual than others. Always the same ones. */
function writePhrases(): string[] {
  let seed = 7
  const fraction = () => {
    seed = (seed * 16_807) % 2_147_483_647
    return seed / 2_147_483_647
  }
  return Array.from({ length: phraseCount }, (_each, index) => {
    const usual = Array.from({ length: 8 }, () => vocabulary[Math.floor(fraction() ** 3 * vocabulary.length)])
    if (index % 20 === 0) usual[3] = words.common
    if (index % 100 === 1) usual[4] = words.rare
    if (index % 100 === 2) usual[5] = words.elsewhere
    return usual.join(' ')
  })
}

/** What stands in the place of a value until the database computes it for each. */
const computed = {
  id: `'"' || key || '"'`,
  prompt: `'"' || one.phrase || ', ' || other.phrase || ', take ' || n || '"'`,
  quality: `CASE n % 3 WHEN 0 THEN '"standard"' WHEN 1 THEN '"pro"' ELSE '"4k"' END`,
  owner: `'"' || owner || '"'`,
  server: `'"' || printf('3%017d', n % 50) || '"'`,
  interaction: `'"' || (900000000000000000 + n) || '"'`,
  created: 'created',
  finished: 'created + 134000',
  hash: `'"' || printf('%064d', n) || '"'`,
  state: `CASE WHEN n % 9 = 0 THEN '"failed"' ELSE '"succeeded"' END`,
} as const
const placeOf = (name: keyof typeof computed) => `<${name}>` as never

function createFinished(): Generation {
  return {
    id: placeOf('id'),
    version: 13,
    state: placeOf('state'),
    stateSince: placeOf('finished'),
    createdAt: placeOf('created'),
    request: {
      scene: { kind: 'prompt', prompt: placeOf('prompt') },
      duration: 5,
      aspectRatio: '16:9',
      quality: placeOf('quality'),
      sound: true,
    },
    origin: {
      ...createOrigin(0, 0),
      interactionId: placeOf('interaction'),
      userId: placeOf('owner'),
      guildId: placeOf('server'),
      messageId: '1000000000000000000',
    },
    frames: {},
    reserved: 840_000,
    settlement: { spent: 840_000, counted: 840_000, basis: 'reported' },
    provider: 'runware',
    modelId: findModel('runware', 'pro', 'textToVideo').id,
    passedOver: [],
    taskId: '9b2f8a34-7c1d-4e65-8f02-3a4b5c6d7e8f',
    submits: 1,
    submittedAt: placeOf('created'),
    operation: { taskUUID: '9b2f8a34-7c1d-4e65-8f02-3a4b5c6d7e8f' },
    finishedAt: placeOf('finished'),
    result: {
      url: 'https://results.example/9b2f8a34-7c1d-4e65-8f02-3a4b5c6d7e8f.mp4',
      hash: placeOf('hash'),
      size: 8_388_608,
      width: 1_920,
      height: 1_080,
      duration: 5.04,
      hasSound: true,
      codec: 'avc',
      notSafeForWork: false,
    },
    delivery: { shownAt: placeOf('finished'), noticedAt: placeOf('finished'), deliveredAt: placeOf('finished') },
  }
}

/** An expression that puts the computed values into the text of the record. */
function toExpression(record: Generation): string {
  return JSON.stringify({ value: record })
    .split(/"<(\w+)>"/)
    .map((part, index) => (index % 2 === 0 ? `'${part}'` : `(${computed[part as keyof typeof computed]})`))
    .join(' || ')
}

/**
 * Makes the bot's database with so many finished generations of the last year: by SQL, and the tables beside them at once, as a
 * migration does. A hundred for each person, apart from those that are named above.
 */
export async function fillFinished(file: string, count: number, now: number): Promise<void> {
  const connection = await openConnection(file)
  const { query } = connection
  // Nothing here has to outlive a power failure.
  await query('PRAGMA journal_mode = OFF')
  await query('PRAGMA synchronous = OFF')
  await query('PRAGMA cache_size = -262144')
  for (const name of tables) await connection.openTable(name)
  await createTablesBeside(connection)
  await query('CREATE TEMP TABLE phrases (number INTEGER PRIMARY KEY, phrase TEXT)')
  await query('INSERT INTO phrases SELECT key, value FROM json_each(?)', JSON.stringify(writePhrases()))
  await query(
    `INSERT INTO generations (key, value)
     WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < ?1),
     each_one AS (SELECT n, printf('%08x-%08d', (n * 2654435761) % 4294967296, n) AS key,
       CASE WHEN n < 10 THEN '${personOfTen}' WHEN n < 10 + CAST(?1 / 100 AS INTEGER) THEN '${personOfHundredth}'
         WHEN n % 10 = 0 THEN '${busiest}' ELSE printf('2%017d', n % max(2, CAST(?1 / 100 AS INTEGER))) END AS owner,
       CAST(?2 - (?1 - n) * (${period} / ?1) AS INTEGER) AS created FROM numbers)
     SELECT key, ${toExpression(createFinished())} FROM each_one
     JOIN phrases one ON one.number = n % ${phraseCount}
     JOIN phrases other ON other.number = n * 7919 / ${phraseCount} % ${phraseCount}`,
    count,
    now,
  )
  await fillTablesBeside(connection)
  await createIndexesAndTriggers(connection)
  await query(`PRAGMA user_version = ${schemaVersion}`)
  await connection.close()
}
