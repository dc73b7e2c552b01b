import { expect, test } from 'vitest'
import { StoreFailure } from '../../../src/domain/contracts/store.ts'
import { mostPresets } from '../../../src/domain/preset.ts'
import { createPresets } from '../../../src/services/preferences/presets.ts'
import { createFakePresets } from '../../support/createFakePresets.ts'
import { createManualClock } from '../../support/createManualClock.ts'

const here = '1100000000000000002'
const elsewhere = '1100000000000000009'
const noir = { name: 'Noir', template: 'a film noir of {prompt}', quality: 'pro' } as const

test('a server has its own, by their names, and no other server finds them', async () => {
  const presets = createFakePresets()
  const saved = await presets.add(here, noir, 'ana')
  if (saved.kind !== 'saved') throw new Error('It was not saved')
  await presets.add(here, { ...noir, name: 'Anime' }, 'ana')
  expect((await presets.list(here)).map(({ name }) => name)).toEqual(['Anime', 'Noir'])
  expect(await presets.list(elsewhere)).toEqual([])
  expect(await presets.findByName(here, ' nOIR ')).toMatchObject(noir)
  expect(await presets.findByName(elsewhere, 'Noir')).toBeUndefined()
  const { id } = saved.preset
  expect(await presets.find({ guildId: elsewhere, id })).toBeUndefined()
  expect(await presets.change({ guildId: elsewhere, id }, { name: 'Mine' }, 'eve')).toEqual({ kind: 'gone' })
  expect(await presets.remove({ guildId: elsewhere, id })).toBeUndefined()
  expect(await presets.find({ guildId: here, id })).toMatchObject({ ...noir, changedBy: 'ana' })
})

test('a name is given once and nothing is lost, a change keeps the rest, and what was removed is gone', async () => {
  const presets = createFakePresets()
  const [first, second] = await Promise.all([presets.add(here, noir, 'ana'), presets.add(here, noir, 'ben')])
  expect(first).toMatchObject({ kind: 'saved', isRenamed: false, preset: noir })
  expect(second).toMatchObject({ kind: 'saved', isRenamed: true, preset: { ...noir, name: 'Noir 2' } })
  if (first.kind !== 'saved') throw new Error('It was not saved')
  const key = { guildId: here, id: first.preset.id }
  expect(await presets.change(key, { name: 'NOIR', quality: undefined, sound: false }, 'ben')).toMatchObject({
    kind: 'saved',
    isRenamed: false,
    preset: { name: 'NOIR', template: noir.template, sound: false, changedBy: 'ben' },
  })
  expect((await presets.find(key))?.quality).toBeUndefined()
  expect(await presets.change(key, { name: 'noir 2', sound: true }, 'ben')).toMatchObject({
    isRenamed: true,
    preset: { name: 'NOIR', sound: true },
  })
  expect(await presets.remove(key)).toMatchObject({ name: 'NOIR' })
  expect(await presets.remove(key)).toBeUndefined()
  expect(await presets.change(key, { sound: true }, 'ben')).toEqual({ kind: 'gone' })
})

test('there is an end to their number', async () => {
  const presets = createFakePresets()
  for (let count = 0; count < mostPresets; count += 1) await presets.add(here, { ...noir, name: `No ${count}` }, 'ana')
  expect(await presets.add(here, noir, 'ana')).toEqual({ kind: 'tooMany', limit: mostPresets })
})

test('a store that fails is told of', async () => {
  const store = { collection: () => Promise.reject(new StoreFailure('The disk is gone')) }
  const presets = createPresets({ store, clock: createManualClock(), identifiers: { generation: () => 'id' } })
  await expect(presets.list(here)).rejects.toMatchObject({ reason: { code: 'storeFailed' } })
})
