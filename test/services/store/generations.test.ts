import { describe, expect, test } from 'vitest'
import { days, minutes } from '../../../src/domain/clock.ts'
import { type GenerationQuery, type Store, StoreFailure, UnfitRecord } from '../../../src/domain/contracts/store.ts'
import { type Cap, toMemberKey } from '../../../src/domain/contracts/sums.ts'
import { forgetPerson, type Generation } from '../../../src/domain/generation.ts'
import { createSteppedClock } from '../../support/createSteppedClock.ts'
import { openRaw } from '../../support/openRaw.ts'
import { createRecord } from './support/createRecord.ts'
import { openStore } from './support/openStore.ts'

const now = Date.UTC(2026, 0, 31, 23, 59)
const day = Date.UTC(2026, 0, 31)
const month = Date.UTC(2026, 0, 1)
const nothing = { attempts: 0, counted: 0, open: 0, spent: 0, reserved: 0, unknown: 0 }

interface Details extends Partial<Generation> {
  readonly userId?: string
  readonly guildId?: string
  readonly prompt?: string
}

/** One of its own interaction. */
function create(
  id: string,
  { userId = 'ana', guildId = 'guild', prompt = 'a fox', ...changes }: Details = {},
): Generation {
  const record = createRecord(id, { createdAt: now, ...changes })
  const request = { ...record.request, scene: { kind: 'prompt' as const, prompt }, ...changes.request }
  return {
    ...record,
    request,
    origin: { ...record.origin, interactionId: `of ${id}`, userId, guildId, ...changes.origin },
  }
}

const ended = { state: 'succeeded', settlement: { spent: 630_000, counted: 630_000, basis: 'reported' } } as const
const closed = { ...ended, delivery: { deliveredAt: now } }

async function fill(store: Store, records: readonly Generation[]): Promise<void> {
  await Promise.all(records.map((record) => store.generations.put(record.id, record)))
}

const findIds = async (store: Store, query: Omit<GenerationQuery, 'limit'>) =>
  (await store.generations.find({ limit: 100, ...query })).items.map(({ id }) => id)

describe('finding', () => {
  const records = [
    create('a', { createdAt: now - 4, ...closed }),
    create('b', {
      createdAt: now - 3,
      userId: 'bea',
      prompt: 'Ein Fuchs läuft',
      request: { ...createRecord('b').request, scene: { kind: 'prompt', prompt: 'Ein Fuchs läuft' }, quality: '4k' },
    }),
    create('c', { createdAt: now - 2, guildId: 'another', retryOf: 'a', state: 'queued' }),
    create('d', { createdAt: now - 1, ...closed, state: 'failed', prompt: 'a wolf, "howling"' }),
    create('e', { createdAt: now, userId: 'bea', prompt: 'a fox and a wolf' }),
  ]

  test.each<[string, Omit<GenerationQuery, 'limit'>, string[]]>([
    ['of a person', { owner: 'ana' }, ['d', 'c', 'a']],
    ['the oldest first', { owner: 'ana', order: 'oldest' }, ['a', 'c', 'd']],
    ['in a server', { server: 'guild' }, ['e', 'd', 'b', 'a']],
    ['in a state', { states: ['failed'] }, ['d']],
    ['in one of several states', { states: ['failed', 'queued', 'succeeded'] }, ['d', 'c', 'a']],
    ['in no state', { states: [] }, []],
    ['of a quality', { quality: '4k' }, ['b']],
    ['from one time to another', { from: now - 3, to: now - 1 }, ['c', 'b']],
    [
      'of a person, in a server, in a state, of a quality',
      { owner: 'ana', server: 'guild', states: ['succeeded'], quality: 'pro' },
      ['a'],
    ],
    ['retries', { parent: 'a' }, ['c']],
    ['of a recipe', { recipe: 'none' }, []],
    ['with a word', { words: 'fox' }, ['e', 'c', 'a']],
    ['with several words', { words: 'FOX wolf' }, ['e']],
    ['with a word without its accent', { words: 'lauft' }, ['b']],
    ['with a word of a person', { words: 'fox', owner: 'bea' }, ['e']],
    ['with a word in a server, at a time', { words: 'fox', server: 'guild', from: now - 4, to: now }, ['a']],
    ['with a word, the oldest first', { words: 'wolf', order: 'oldest' }, ['d', 'e']],
    ['with words that look like a query', { words: '"howling" OR NOT (fox' }, []],
    ['with nothing that is a word', { words: '"" *' }, []],
    ['all', {}, ['e', 'd', 'c', 'b', 'a']],
  ])('%s', async (_, query, ids) => {
    const { store } = await openStore()
    await fill(store, records)
    expect(await findIds(store, query)).toEqual(ids)
  })

  test.each<[string, Omit<GenerationQuery, 'limit'>]>([
    ['of a person', { owner: 'ana' }],
    ['with a word', { words: 'fox' }],
    ['in several states', { states: ['received', 'queued'] }],
    ['the oldest first', { owner: 'ana', order: 'oldest' }],
  ])('goes on where a page ended: %s', async (_, query) => {
    const { store } = await openStore()
    // Many at the same moment, and a page that ends among them.
    const many = Array.from({ length: 25 }, (_each, index) =>
      create(`g${index}`, { createdAt: now + Math.floor(index / 7), state: index % 2 === 0 ? 'received' : 'queued' }),
    )
    await fill(store, many)
    const seen: string[] = []
    let page = await store.generations.find({ ...query, limit: 10 })
    for (;;) {
      seen.push(...page.items.map(({ id }) => id))
      if (page.next === undefined) break
      // What comes meanwhile moves nothing.
      await store.generations.put(
        `later ${seen.length}`,
        create(`later ${seen.length}`, { createdAt: now + 100, prompt: 'a cat' }),
      )
      page = await store.generations.find({ ...query, limit: 10, after: page.next })
    }
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.filter((id) => id.startsWith('g')).sort()).toEqual(many.map(({ id }) => id).sort())
  })

  test('forgetting a prompt forgets it here too, and whose it was', async () => {
    const { store, file } = await openStore()
    await fill(store, [create('a', { ...closed, prompt: 'an unmistakable xylophone' })])
    expect(await findIds(store, { words: 'xylophone' })).toEqual(['a'])
    const record = await store.generations.get('a')
    if (record === undefined) throw new Error('It is gone')
    await store.generations.put('a', forgetPerson(record, now))
    expect(await findIds(store, { words: 'xylophone' })).toEqual([])
    expect(await findIds(store, { owner: 'ana' })).toEqual([])
    expect(await store.generations.findByInteraction('of a')).toBeUndefined()
    expect(await store.generations.sums({ scope: 'personDay', key: 'ana', from: day })).toEqual(nothing)
    const raw = openRaw(file)
    const rows = await raw.query(`SELECT hex(block) AS block FROM generation_words_data`)
    expect(JSON.stringify(rows)).not.toContain(Buffer.from('xylophone').toString('hex').toUpperCase())
    expect(await raw.query(`SELECT * FROM generation_sums WHERE scope LIKE 'person%' OR scope LIKE 'member%'`)).toEqual(
      [],
    )
  })
})

test('open are those with something left to do, and they leave in the write that closes them', async () => {
  const { store } = await openStore()
  await fill(store, [create('a', { createdAt: 2 }), create('b', { ...ended, createdAt: 1 }), create('c', closed)])
  expect((await store.generations.open()).map(({ id }) => id)).toEqual(['b', 'a'])
  const b = await store.generations.get('b')
  if (b === undefined) throw new Error('It is gone')
  await store.generations.update('b', { ...b, delivery: { deliveredAt: now } })
  expect((await store.generations.open()).map(({ id }) => id)).toEqual(['a'])
})

describe('sums', () => {
  const personDay = { scope: 'personDay', key: 'ana', from: day } as const
  const person = { scope: 'person', key: 'ana', from: 0 } as const
  const serverMonth = { scope: 'serverMonth', key: 'guild', from: month } as const
  const everyone = { scope: 'month', key: '', from: month } as const

  test('follow a generation through its life, by day, server and month', async () => {
    const { store } = await openStore()
    const { sums, update } = store.generations
    await fill(store, [create('a'), create('of tomorrow', { createdAt: day + days(1) })])
    const reserved = { attempts: 1, counted: 1, open: 1, spent: 840_000, reserved: 840_000, unknown: 0 }
    expect(await Promise.all([personDay, serverMonth, everyone].map(sums))).toEqual([reserved, reserved, reserved])
    expect(await sums(person)).toMatchObject({ attempts: 2, open: 2 })
    const unknown = { spent: 500_000, counted: 500_000, basis: 'unknown' } as const
    await update('a', create('a', { state: 'failed', settlement: unknown }))
    const after = { attempts: 1, counted: 1, open: 0, spent: 500_000, reserved: 0, unknown: 500_000 }
    expect(await Promise.all([personDay, serverMonth, everyone].map(sums))).toEqual([after, after, after])
    await store.generations.delete('a')
    expect(await Promise.all([personDay, serverMonth, everyone].map(sums))).toEqual([nothing, nothing, nothing])
  })

  test('do not count what ended without video and cost, but for an attempt', async () => {
    const { store } = await openStore()
    const none = { spent: 0, counted: 0, basis: 'none' } as const
    await fill(store, [create('a', { state: 'cancelled', settlement: none })])
    expect(await store.generations.sums(personDay)).toEqual({ ...nothing, attempts: 1 })
  })

  test('of a server have nothing of those who use their own allowance there', async () => {
    const { store } = await openStore()
    const { origin } = create('a')
    await fill(store, [create('a', { origin: { ...origin, installation: 'user' } })])
    expect(await store.generations.sums(serverMonth)).toEqual(nothing)
    expect(await store.generations.sums(everyone)).toMatchObject({ attempts: 1 })
  })

  test('of members are kept for each server, and list who spent the most first', async () => {
    const { store } = await openStore()
    const cost = (spent: number) => ({ settlement: { spent, counted: spent, basis: 'reported' } }) as const
    const { origin } = create('a')
    await fill(store, [
      create('a', { userId: 'ana', ...cost(1) }),
      create('b', { userId: 'ben', ...cost(5) }),
      create('c', { userId: 'ana', ...cost(2), createdAt: day - days(1) }),
      create('d', { userId: 'cem', ...cost(9), origin: { ...origin, userId: 'cem', guildId: 'guild2' } }),
      create('e', { userId: 'dora', ...cost(7), createdAt: month - days(1) }),
      create('f', { origin: { ...origin, userId: 'eve', installation: 'user' }, ...cost(8) }),
    ])
    const { sums, spenders } = store.generations
    const ana = toMemberKey('guild', 'ana')
    expect(await sums({ scope: 'memberDay', key: ana, from: day })).toMatchObject({ attempts: 1, spent: 1 })
    expect(await sums({ scope: 'memberMonth', key: ana, from: month })).toMatchObject({ attempts: 2, spent: 3 })
    const list = async (skip: number, limit: number) =>
      (await spenders({ guildId: 'guild', from: month, skip, limit })).map(({ userId, spent }) => [userId, spent])
    expect(await list(0, 10)).toEqual([
      ['ben', 5],
      ['ana', 3],
    ])
    expect(await list(1, 1)).toEqual([['ana', 3]])
    await store.generations.delete('b')
    expect(await list(0, 10)).toEqual([['ana', 3]])
  })

  test('always fit what stands in the table, whatever was written in whatever order', async () => {
    const { store, file } = await openStore()
    const states = ['received', 'queued', 'running', 'succeeded', 'failed', 'unconfirmed'] as const
    for (let round = 0; round < 60; round += 1) {
      const id = `g${(round * 7) % 11}`
      const state = states[(round * 5) % states.length] ?? 'received'
      const settlement = { spent: round, counted: round, basis: round % 3 === 0 ? 'unknown' : 'reported' } as const
      const record = create(id, {
        state,
        userId: `person ${round % 2}`,
        createdAt: now + (round % 4) * days(1),
        ...(round % 5 > 1 && { settlement }),
        ...(round % 7 === 0 && { delivery: { deliveredAt: 1 } }),
      })
      if (round % 9 === 8) await store.generations.delete(id)
      else await store.generations.put(id, record)
    }
    const raw = openRaw(file)
    const [kept, counted] = await Promise.all([
      raw.query(`SELECT sum(attempts) AS attempts, sum(spent) AS spent, sum(open) AS open, sum(unknown) AS unknown
        FROM generation_sums WHERE scope = 'personDay'`),
      raw.query(`SELECT count(*) AS attempts,
        sum(coalesce(json_extract(value, '$.value.settlement.spent'), json_extract(value, '$.value.reserved'))) AS spent,
        sum((SELECT NOT ended FROM generation_facts facts WHERE facts.key = generations.key)) AS open,
        sum(iif(json_extract(value, '$.value.settlement.basis') = 'unknown', json_extract(value, '$.value.settlement.spent'), 0)) AS unknown
        FROM generations`),
    ])
    expect(kept).toEqual(counted)
    expect(await raw.query('SELECT count(*) AS count FROM generation_facts')).toEqual(
      await raw.query('SELECT count(*) AS count FROM generations'),
    )
  })
})

describe('inserting', () => {
  const open: Cap = { kind: 'sum', of: { scope: 'person', key: 'ana', from: 0 }, field: 'open', adds: 1, limit: 2 }
  const money: Cap = {
    kind: 'sum',
    of: { scope: 'month', key: '', from: month },
    field: 'spent',
    adds: 840_000,
    limit: 1_700_000,
  }
  const rate: Cap = { kind: 'rate', owner: 'ana', since: now - minutes(1), until: now, limit: 1 }

  test('saves what no cap stands in the way of', async () => {
    const { store } = await openStore()
    expect(await store.generations.insert(create('a'), [open, money, rate])).toEqual({ kind: 'inserted' })
    expect(await store.generations.get('a')).toEqual(create('a'))
  })

  test('names the first cap that stands in the way, and what is used of it', async () => {
    const { store } = await openStore()
    await fill(store, [create('a'), create('b')])
    expect(await store.generations.insert(create('c'), [money, open])).toEqual({
      kind: 'over',
      cap: money,
      used: 1_680_000,
    })
    expect(await store.generations.insert(create('c'), [open, money])).toEqual({ kind: 'over', cap: open, used: 2 })
    expect(await store.generations.insert(create('c'), [rate])).toEqual({ kind: 'over', cap: rate, used: 2 })
    expect(await store.generations.get('c')).toBeUndefined()
    const another = create('c', { userId: 'bea' })
    expect(await store.generations.insert(another, [{ ...rate, owner: 'bea' }])).toEqual({ kind: 'inserted' })
  })

  test('of a crowd at once, also from two processes, exactly as many are saved as fit', async () => {
    const { store, file } = await openStore()
    const { store: other } = await openStore({ file })
    const cap: Cap = { ...open, limit: 5 }
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, (_each, index) =>
        (index % 2 === 0 ? store : other).generations.insert(create(`g${index}`), [cap]),
      ),
    )
    expect(outcomes.filter(({ kind }) => kind === 'inserted')).toHaveLength(5)
    expect(outcomes.filter(({ kind }) => kind === 'over')).toHaveLength(35)
    expect(await store.generations.sums({ scope: 'person', key: 'ana', from: 0 })).toMatchObject({ open: 5 })
  })

  test('an interaction begins one generation, and the button of one another', async () => {
    const { store } = await openStore()
    const { origin } = create('a')
    const twice = await Promise.all(
      ['a', 'b', 'c'].map((id) => store.generations.insert({ ...create(id), origin }, [])),
    )
    expect(twice).toEqual([{ kind: 'inserted' }, { kind: 'taken', by: 'a' }, { kind: 'taken', by: 'a' }])
    expect(await store.generations.insert(create('d', { claim: 'retry:a' }), [])).toEqual({ kind: 'inserted' })
    expect(await store.generations.insert(create('e', { claim: 'retry:a' }), [])).toEqual({ kind: 'taken', by: 'd' })
    expect(await store.generations.findByClaim('retry:a')).toBe('d')
  })

  test('a retry that the person never learned of gives the button free again', async () => {
    const { store } = await openStore()
    const lost = create('b', { retryOf: 'a', claim: 'retry:a' })
    await store.generations.insert(lost, [])
    await store.generations.update('b', {
      ...lost,
      state: 'failed',
      failure: { kind: 'notAcknowledged' },
      settlement: { spent: 0, counted: 0, basis: 'none' },
    })
    expect(await store.generations.findByClaim('retry:a')).toBeUndefined()
    expect(await store.generations.insert(create('c', { retryOf: 'a', claim: 'retry:a' }), [])).toEqual({
      kind: 'inserted',
    })
    expect(await findIds(store, { parent: 'a' })).toEqual(['c', 'b'])
  })

  test.each([2, 3])('a store of layout %i is brought up to date, with all that is asked of it', async (version) => {
    const { store, file } = await openStore()
    await fill(store, [create('a'), create('b', { retryOf: 'a', ...ended })])
    const ask = async (opened: typeof store) => [
      await opened.generations.sums({ scope: 'person', key: 'ana', from: 0 }),
      await opened.generations.spenders({ guildId: 'guild', from: month, skip: 0, limit: 5 }),
      await findIds(opened, { owner: 'ana' }),
      (await opened.generations.open()).map(({ id }) => id),
      await opened.generations.findByClaim('retry:a'),
    ]
    const before = await ask(store)
    await store.close()
    const raw = openRaw(file)
    await raw.query(`UPDATE generation_facts SET claim = 'a' WHERE key = 'b'`)
    await raw.query('DROP TRIGGER generation_moved')
    await raw.query('DELETE FROM generation_sums')
    await raw.query(`PRAGMA user_version = ${version}`)
    const { store: next } = await openStore({ file })
    expect(await ask(next)).toEqual(before)
    expect(before.at(-1)).toBe('b')
    expect(await next.generations.findByClaim('a')).toBeUndefined()
    await next.generations.update('a', { ...create('a'), ...ended })
    expect(await next.generations.sums({ scope: 'person', key: 'ana', from: 0 })).toMatchObject({ open: 0 })
  })

  test('a bot of an earlier layout that comes back after the change can write no more', async () => {
    const { store, file } = await openStore({ clock: createSteppedClock(now) })
    await store.lease('bot', 15_000)
    await store.generations.insert(create('a'), [])
    await openRaw(file).query('PRAGMA user_version = 2')

    const { store: next } = await openStore({ file, clock: createSteppedClock(now + 16_000) })
    expect((await next.generations.open()).map(({ id }) => id)).toEqual(['a'])
    await expect(store.generations.insert(create('b'), [])).rejects.toThrow(StoreFailure)
  })

  test('what could not be read again is not saved', async () => {
    const { store } = await openStore()
    await expect(store.generations.insert(create('a', { reserved: Number.NaN }), [])).rejects.toThrow(UnfitRecord)
    expect(await store.generations.open()).toEqual([])
  })

  test('nothing is saved without the lease', async () => {
    const clock = createSteppedClock(now)
    const first = await openStore({ clock })
    await first.store.lease('bot', 15_000)
    const second = await openStore({ file: first.file, clock: createSteppedClock(now + 15_000) })
    await second.store.lease('bot', 15_000)
    await expect(first.store.generations.insert(create('a'), [])).rejects.toThrow(StoreFailure)
    expect(await second.store.generations.open()).toEqual([])
  })
})

describe('several that come in together', () => {
  const origin = { ...createRecord('a').origin, interactionId: 'of all', userId: 'ana' }
  const all = ['a', 'b', 'c'].map((id) => create(id, { origin, claim: 'again:x', variants: ['a', 'b', 'c'] }))
  const [first, ...others] = all as [Generation, ...Generation[]]
  const open = (limit: number): Cap => ({
    kind: 'sum',
    of: { scope: 'person', key: 'ana', from: 0 },
    field: 'open',
    adds: 3,
    limit,
  })

  test('are all there, and the first has used up their interaction and their button', async () => {
    const { store } = await openStore()
    expect(await store.generations.insert(first, [open(3)], others)).toEqual({ kind: 'inserted' })
    expect((await store.generations.open()).map(({ id }) => id).sort()).toEqual(['a', 'b', 'c'])
    expect(await store.generations.findByInteraction('of all')).toBe('a')
    expect(await store.generations.findByClaim('again:x')).toBe('a')
    const again = create('d', { origin, variants: ['d', 'e'] })
    expect(await store.generations.insert(again, [], [create('e', { origin })])).toEqual({ kind: 'taken', by: 'a' })
    expect(await store.generations.open()).toHaveLength(3)
  })

  test('keep their button used up until none of them may cost anything', async () => {
    const { store } = await openStore()
    await store.generations.insert(first, [], others)
    const end = (record: Generation, spent: number) =>
      store.generations.update(record.id, {
        ...record,
        state: spent > 0 ? 'lost' : 'failed',
        settlement: { spent, counted: spent, basis: spent > 0 ? 'unknown' : 'none' },
      })
    const [second, third] = others as [Generation, Generation]
    const lost = await end(third, 630_000)
    await end(first, 0)
    expect(['b', 'c']).toContain(await store.generations.findByClaim('again:x'))
    await end(second, 0)
    expect(await store.generations.findByClaim('again:x')).toBe('c')
    expect(await store.generations.insert(create('d', { claim: 'again:x' }), [])).toEqual({ kind: 'taken', by: 'c' })
    await end(lost, 0)
    expect(await store.generations.findByClaim('again:x')).toBeUndefined()
    expect(await store.generations.insert(create('e', { claim: 'again:x' }), [])).toEqual({ kind: 'inserted' })
  })

  test('are none, where a cap has no room for all, also beside others of the same moment', async () => {
    const { store } = await openStore()
    const outcomes = await Promise.all([
      store.generations.insert(create('z'), []),
      store.generations.insert(first, [open(3)], others),
      store.generations.insert(create('y', { userId: 'bea' }), []),
    ])
    expect(outcomes.map(({ kind }) => kind)).toEqual(['inserted', 'over', 'inserted'])
    expect((await store.generations.open()).map(({ id }) => id).sort()).toEqual(['y', 'z'])
  })
})

test('the attempts of a person within a while, the soonest first', async () => {
  const { store } = await openStore()
  await fill(
    store,
    [-3, -1, -2, -60].map((minute) => create(`${minute}`, { createdAt: now + minutes(minute) })),
  )
  expect(await store.generations.attemptsSince('ana', now - minutes(3))).toEqual([now - minutes(2), now - minutes(1)])
})

test('a file is referenced by what is open, until it is closed', async () => {
  const { store, file } = await openStore()
  const result = { url: 'https://example.com', hash: 'video', notSafeForWork: false }
  const start = { hash: 'picture', format: 'png', width: 500, height: 500, size: 5 } as const
  await fill(store, [create('a'), create('b', { frames: { start } })])
  const read = async () => [...(await store.generations.listReferenced(['picture', 'video', 'nothing']))]
  expect(await read()).toEqual(['picture'])
  await fill(store, [create('a', { ...ended, result })])
  expect(await read()).toEqual(['picture', 'video'])
  await fill(store, [create('a', { ...closed, result }), create('b', { ...closed, frames: { start } })])
  expect(await read()).toEqual([])

  // Whoever is closed has them still, until it is deleted or forgotten; also after another layout was made of it.
  const held = async (opened = store) => [...(await opened.generations.listHeld(['picture', 'video', 'nothing']))]
  expect(await held()).toEqual(['picture', 'video'])
  await store.close()
  await openRaw(file).query('PRAGMA user_version = 4')
  const { store: next } = await openStore({ file, clock: createSteppedClock(now) })
  expect(await held(next)).toEqual(['picture', 'video'])
  await fill(next, [create('a', { ...closed, result, deletedAt: now })])
  expect(await held(next)).toEqual(['picture'])
  await next.archive.forgetPerson('ana', now + 1, 10)
  expect(await held(next)).toEqual([])
})

test('a quarantined one counts on, is not returned, and comes back with what it had', async () => {
  const { store, file } = await openStore()
  const raw = openRaw(file)
  const start = { hash: 'picture', format: 'png', width: 500, height: 500, size: 5 } as const
  await fill(store, [create('a', { retryOf: 'earlier', frames: { start } })])
  const before = await store.generations.sums({ scope: 'personDay', key: 'ana', from: day })
  await raw.query(`UPDATE generations SET value = replace(value, '"received"', '"imagining"')`)
  expect(await store.generations.open()).toEqual([])
  expect(await store.generations.get('a')).toBeUndefined()
  expect(await findIds(store, { owner: 'ana' })).toEqual([])
  const read = async () => [
    await store.generations.sums({ scope: 'personDay', key: 'ana', from: day }),
    await store.generations.findByInteraction('of a'),
    await store.generations.findByClaim('retry:earlier'),
    [...(await store.generations.listReferenced(['picture']))],
  ]
  expect(await read()).toEqual([before, 'a', 'a', ['picture']])
  await raw.query(`UPDATE unreadable_records SET value = replace(value, 'imagining', 'queued')`)
  expect((await store.generations.open()).map(({ state }) => state)).toEqual(['queued'])
  expect(await findIds(store, { words: 'fox' })).toEqual(['a'])
  expect(await read()).toEqual([before, 'a', 'a', ['picture']])
})
