import { expect, test } from 'vitest'
import { type Store, StoreFailure } from '../../../src/domain/contracts/store.ts'
import { createLog } from '../../../src/log.ts'
import { createPreferences } from '../../../src/services/preferences/preferences.ts'
import { createMemoryStore } from '../../support/createMemoryStore.ts'

const ana = { kind: 'person', id: '1100000000000000004' } as const
const club = { kind: 'server', id: '1100000000000000002' } as const
const there = { userId: ana.id, guildId: club.id }

function open(store: Pick<Store, 'collection' | 'transaction'> = createMemoryStore()) {
  const lines: string[] = []
  const log = createLog({ level: 'debug', secrets: [], destination: { write: (line) => void lines.push(line) } })
  return { preferences: createPreferences({ store, log }), store, lines }
}

test('nobody has chosen anything at first, and nobody may remix', async () => {
  const { preferences } = open()
  expect(await preferences.preferencesOf(ana.id)).toEqual({ choices: {}, isClosedToMessages: false })
  expect(await preferences.choicesFor(there)).toEqual([{}, {}])
  expect(await preferences.allowsRemix(ana.id)).toBe(false)
  expect(await preferences.quoteAbove(there)).toBeUndefined()
  expect(await preferences.noticePlaceOf(ana.id)).toBe('here')
})

test('each change is kept with the others, also by the next process, and reset takes all of them back', async () => {
  const { preferences, store } = open()
  await Promise.all([
    preferences.change(ana, { quality: 'pro' }),
    preferences.change(ana, { notice: 'direct' }),
    preferences.change(ana, { allowsRemix: true }),
  ])
  const next = open(store).preferences
  expect((await next.preferencesOf(ana.id)).choices).toEqual({ quality: 'pro', notice: 'direct', allowsRemix: true })
  expect(await next.allowsRemix(ana.id)).toBe(true)
  expect(await next.noticePlaceOf(ana.id)).toBe('direct')
  await next.change(ana, { quality: undefined })
  expect((await next.preferencesOf(ana.id)).choices).toEqual({ notice: 'direct', allowsRemix: true })
  expect((await next.reset(ana)).choices).toEqual({})
})

test('the person’s choices come before those of the server, which are nobody’s own', async () => {
  const { preferences } = open()
  await preferences.change(club, { quoteAbove: 0, allowsRemix: true })
  expect(await preferences.quoteAbove(there)).toBe(0)
  expect(await preferences.quoteAbove({ userId: ana.id })).toBeUndefined()
  await preferences.change(ana, { quoteAbove: 'never' })
  expect(await preferences.quoteAbove(there)).toBe('never')
  expect(await preferences.choicesFor(there)).toEqual([{ quoteAbove: 'never' }, { quoteAbove: 0, allowsRemix: true }])
  expect(await preferences.allowsRemix(ana.id)).toBe(false)
})

test('whether direct messages get through is noted, and forgotten when one does', async () => {
  const { preferences } = open()
  await preferences.change(ana, { notice: 'direct' })
  await preferences.noteDirectMessage(ana.id, true)
  expect(await preferences.preferencesOf(ana.id)).toEqual({ choices: { notice: 'direct' }, isClosedToMessages: true })
  await preferences.noteDirectMessage(ana.id, false)
  expect((await preferences.preferencesOf(ana.id)).isClosedToMessages).toBe(false)
})

test('where the store fails, a video is refused, and a press is told to come again', async () => {
  const fail = () => Promise.reject(new StoreFailure('The disk is gone'))
  const failing = { collection: fail, transaction: fail }
  const { preferences, lines } = open(failing)
  await expect(preferences.choicesFor(there)).rejects.toMatchObject({ reason: { code: 'storeUnavailable' } })
  await expect(preferences.noticePlaceOf(ana.id)).rejects.toMatchObject({ reason: { code: 'storeUnavailable' } })
  await expect(preferences.change(ana, {})).rejects.toMatchObject({ reason: { code: 'storeFailed' } })
  await expect(preferences.preferencesOf(ana.id)).rejects.toMatchObject({ reason: { code: 'storeFailed' } })
  await preferences.noteDirectMessage(ana.id, true)
  expect(lines).toHaveLength(1)
})
