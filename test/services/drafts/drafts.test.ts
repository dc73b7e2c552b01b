import { expect, onTestFinished, test, vi } from 'vitest'
import { days } from '../../../src/domain/clock.ts'
import { PictureRefused } from '../../../src/domain/contracts/media.ts'
import type { DraftPlace, RequestChange } from '../../../src/domain/draft.ts'
import type { Request } from '../../../src/domain/request.ts'
import { createLog } from '../../../src/log.ts'
import { createDrafts, keepDraftsFor } from '../../../src/services/drafts/drafts.ts'
import { createStore } from '../../../src/services/store/createStore.ts'
import { offersOf } from '../../support/catalogue.ts'
import { createFakeUsage } from '../../support/createFakeUsage.ts'
import { createManualClock } from '../../support/createManualClock.ts'

const place: DraftPlace = {
  userId: 'ana',
  guildId: 'film club',
  channelId: 'videos',
  installation: 'guild',
  isPrivate: false,
}
const request: Request = {
  scene: { kind: 'prompt', prompt: 'a red fox' },
  duration: 10,
  aspectRatio: '16:9',
  quality: '4k',
  sound: true,
}

const frame = { hash: 'hash', format: 'png', width: 640, height: 360, size: 1 } as const
const attach = (id: string) => ({ id, url: `https://cdn.discordapp.com/${id}.png`, fileName: `${id}.png`, size: 1 })

async function setUp(recordRetention = days(365), usage = createFakeUsage()) {
  const clock = createManualClock(Date.UTC(2026, 0, 15))
  const log = createLog({ level: 'silent', secrets: [] })
  const store = await createStore({ url: 'sqlite://:memory:', clock, log })
  onTestFinished(() => store.close())
  let minted = 0
  const drafts = createDrafts({
    store,
    pictures: {
      store: async ({ id }, _role) => {
        if (id === 'bad') throw new PictureRefused('end', { kind: 'broken' })
        return { ...frame, hash: `hash of ${id}` }
      },
    },
    usage,
    rules: {
      standingOf: async ({ roleIds = [] }) => ({
        limits: { month: 'unlimited', memberDay: roleIds.includes('supporters') ? 2_000_000 : 1_000_000 },
      }),
    },
    forecast: () => ({ ahead: 2 }),
    policy: { providers: offersOf('runcomfy'), allowedGuilds: 'any', allowUserInstall: false },
    identifiers: { generation: () => `draft-${++minted}` },
    keptFor: keepDraftsFor(recordRetention),
    clock,
    log,
  })
  return { clock, drafts }
}

test('keeps what is wanted with the price of it and of the cheaper draft, for whom and where', async () => {
  const { drafts } = await setUp()
  const saved = await drafts.save({ request, retryOf: 'earlier' }, place)
  expect(saved).toStrictEqual({
    ...{ id: 'draft-1', version: 0, revision: 0, createdAt: Date.UTC(2026, 0, 15) },
    ...place,
    ...{ request, frames: {}, retryOf: 'earlier' },
    offers: [{ price: 4_200_000 }, { change: { quality: 'standard' }, price: 1_260_000 }],
  })
  expect(await drafts.find(saved.id)).toStrictEqual(saved)
})

test.each<[string, Partial<Request>, readonly RequestChange[], readonly (RequestChange | undefined)[]]>([
  ['itself, where it can be made', {}, [], [undefined]],
  ['not itself, where it cannot', { duration: 16 }, [{ seconds: 15 }], [{ seconds: 15 }]],
  ['no change that cannot be made', {}, [{ seconds: 16 }, { sound: false }], [undefined, { sound: false }]],
])('offers %s', async (_what, changed, changes, offered) => {
  const { drafts } = await setUp()
  const { offers } = await drafts.save({ request: { ...request, ...changed } }, place, changes)
  expect(offers.map(({ change }) => change)).toStrictEqual(offered)
})

test('is another version after a change, and keeps the pictures that the request still has', async () => {
  const { drafts } = await setUp()
  const both = { ...request, quality: 'pro', startImage: attach('1'), endImage: attach('2') } as const
  const { id } = await drafts.save({ request: both, frames: { start: frame, end: frame } }, place)
  const { endImage, ...rest } = both
  expect(await drafts.change(id, { ...rest, duration: 5 })).toMatchObject({
    revision: 1,
    request: { duration: 5 },
    frames: { start: frame },
    offers: [{ price: 840_000 }, { price: 630_000 }],
  })
  expect((await drafts.find(id))?.frames).toStrictEqual({ start: frame })
})

test('keeps the pictures that Discord deletes, as far as they can be had, and stays what was shown', async () => {
  const { drafts } = await setUp()
  const both = { ...request, quality: 'pro', startImage: attach('1'), endImage: attach('bad') } as const
  const { id } = await drafts.save({ request: both }, place)
  await expect
    .poll(() => drafts.find(id))
    .toMatchObject({ revision: 0, frames: { start: { hash: 'hash of 1' } }, offers: [{ price: 1_680_000 }] })
  expect((await drafts.find(id))?.frames).not.toHaveProperty('end')
})

test('is gone once it is dismissed, and after a week', async () => {
  const { clock, drafts } = await setUp()
  const gone = { reason: { code: 'draftGone' } }
  const { id: first } = await drafts.save({ request }, place)
  await drafts.dismiss(first)
  expect(await drafts.find(first)).toBeUndefined()
  await expect(drafts.change(first)).rejects.toMatchObject(gone)

  const { id: second } = await drafts.save({ request }, place)
  await clock.advance(days(7) - 1)
  expect(await drafts.find(second)).toBeDefined()
  await clock.advance(1)
  expect(await drafts.find(second)).toBeUndefined()
})

test('is gone before the record of what it began, which says that it began something', async () => {
  const { clock, drafts } = await setUp(days(2))
  const { id } = await drafts.save({ request }, place)
  await clock.advance(days(2))
  expect(await drafts.find(id)).toBeUndefined()
})

test('keeps the newest fifty of a person', async () => {
  const { clock, drafts } = await setUp()
  const { id: other } = await drafts.save({ request }, { ...place, userId: 'ben' })
  for (let count = 1; count <= 52; count += 1) {
    await clock.advance(1)
    await drafts.save({ request }, place)
  }
  const left = await Promise.all(Array.from({ length: 53 }, (_each, index) => drafts.find(`draft-${index + 1}`)))
  expect(left.map((each) => each !== undefined)).toStrictEqual([true, false, false, ...Array(50).fill(true)])
  expect(await drafts.find(other)).toBeDefined()
})

test('quotes without what is left where that cannot be read', async () => {
  const { drafts } = await setUp()
  expect(await drafts.quote(await drafts.save({ request }, place), {})).toStrictEqual({
    forecast: { ahead: 2 },
  })
})

test.each([
  ['of each member', {}, 1_000_000],
  ['of a role', { roleIds: ['supporters'] }, 2_000_000],
])('quotes what is left by the server’s own limit %s', async (_whose, asking, memberDay) => {
  const usageOf = vi.fn(async () => ({ person: {} }) as never)
  const { drafts } = await setUp(days(365), createFakeUsage({ usageOf }))
  await drafts.quote(await drafts.save({ request }, place), asking)
  expect(usageOf).toHaveBeenCalledExactlyOnceWith({
    userId: 'ana',
    guildId: 'film club',
    own: { month: 'unlimited', memberDay },
  })
})
