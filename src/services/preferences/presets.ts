import type { Clock } from '../../domain/clock.ts'
import type { Presets, PresetValues, SavedPreset } from '../../domain/contracts/presets.ts'
import { type Collection, type CollectionDefinition, type Store, StoreFailure } from '../../domain/contracts/store.ts'
import type { Identifiers } from '../../domain/generation.ts'
import { mostPresets, type Preset, preset } from '../../domain/preset.ts'
import { UserError } from '../../domain/userError.ts'
import { createKeyQueue } from '../../lib/concurrency.ts'

const presetRecords: CollectionDefinition<Preset> = { name: 'presets', schema: preset, indexed: ['guildId'] }

interface PresetsDependencies {
  readonly store: Pick<Store, 'collection'>
  readonly clock: Pick<Clock, 'now'>
  readonly identifiers: Pick<Identifiers, 'generation'>
}

const fold = (name: string) => name.trim().toLocaleLowerCase()
const keyOf = ({ guildId, id }: Pick<Preset, 'guildId' | 'id'>) => `${guildId}/${id}`
const byName = (one: Preset, other: Preset) => one.name.localeCompare(other.name)

/** Presets as records, each under its server: what another server asks for is not found. */
export function createPresets({ store, clock, identifiers }: PresetsDependencies): Presets {
  /** Of one server one after the other, so that no name is given twice. */
  const turns = createKeyQueue()

  async function telling<T>(work: (presets: Collection<Preset>) => Promise<T>): Promise<T> {
    try {
      return await work(await store.collection(presetRecords))
    } catch (error) {
      throw error instanceof StoreFailure ? new UserError({ code: 'storeFailed' }, { cause: error }) : error
    }
  }

  const list = (presets: Collection<Preset>, guildId: string): Promise<Preset[]> =>
    presets.find({ field: 'guildId', from: guildId, to: guildId, limit: mostPresets })

  const changing = <T>(guildId: string, work: (presets: Collection<Preset>) => Promise<T>): Promise<T> =>
    turns.run(guildId, () => telling(work))

  /** Saves unless another one of the server has the name. */
  async function save(presets: Collection<Preset>, next: Preset, others: readonly Preset[]): Promise<SavedPreset> {
    const namesake = others.find((each) => each.id !== next.id && fold(each.name) === fold(next.name))
    if (namesake !== undefined) return { kind: 'nameTaken', preset: namesake }
    await presets.put(keyOf(next), next)
    return { kind: 'saved', preset: next }
  }

  return {
    list: (guildId) => telling(async (presets) => (await list(presets, guildId)).sort(byName)),
    find: (key) => telling((presets) => presets.get(keyOf(key))),
    findByName: (guildId, name) =>
      telling(async (presets) => (await list(presets, guildId)).find((each) => fold(each.name) === fold(name))),
    add: (guildId, values, by) =>
      changing(guildId, async (presets) => {
        const others = await list(presets, guildId)
        if (others.length >= mostPresets) return { kind: 'tooMany', limit: mostPresets }
        const id = identifiers.generation()
        const next: Preset = { ...values, version: 0, id, guildId, changedAt: clock.now(), changedBy: by }
        return save(presets, next, others)
      }),
    change: (key, change: Partial<PresetValues>, by) =>
      changing(key.guildId, async (presets) => {
        const current = await presets.get(keyOf(key))
        if (current === undefined) return { kind: 'gone' }
        const next = { ...current, ...change, version: current.version + 1, changedAt: clock.now(), changedBy: by }
        return save(presets, next, await list(presets, key.guildId))
      }),
    remove: (key) =>
      changing(key.guildId, async (presets) => {
        const current = await presets.get(keyOf(key))
        if (current !== undefined) await presets.delete(keyOf(key))
        return current
      }),
  }
}
