import type { Clock } from '../../domain/clock.ts'
import type { Presets, PresetValues, SavedPreset } from '../../domain/contracts/presets.ts'
import type { Collection, CollectionDefinition, Store } from '../../domain/contracts/store.ts'
import type { Identifiers } from '../../domain/generation.ts'
import { longestName, mostPresets, type Preset, preset } from '../../domain/preset.ts'
import { refuseStoreFailure } from '../../domain/userError.ts'
import { createKeyQueue } from '../../lib/concurrency.ts'

interface PresetsDependencies {
  readonly store: Pick<Store, 'collection'>
  readonly clock: Pick<Clock, 'now'>
  readonly identifiers: Pick<Identifiers, 'generation'>
}

const fold = (name: string) => name.trim().toLocaleLowerCase()
const keyOf = ({ guildId, id }: Pick<Preset, 'guildId' | 'id'>) => `${guildId}/${id}`

export const presetRecords: CollectionDefinition<Preset> = {
  name: 'presets',
  schema: preset,
  indexed: ['guildId', 'changedBy'],
  ofServer: {
    people: ['changedBy'],
    keyOf,
    /** Members go on using it. */
    leave: ({ changedBy, ...left }) => left,
  },
}
const byName = (one: Preset, other: Preset) => one.name.localeCompare(other.name)

/** `Noir`, `Noir 2`, `Noir 3` … */
function findFreeName(wanted: string, isFree: (name: string) => boolean): string {
  let name = wanted
  for (let count = 2; !isFree(name); count += 1) name = `${wanted.slice(0, longestName - 3)} ${count}`
  return name
}

/** Presets as records, each under its server: what another server asks for is not found. */
export function createPresets({ store, clock, identifiers }: PresetsDependencies): Presets {
  /** Of one server one after the other, so that no name is given twice. */
  const turns = createKeyQueue()

  const telling = <T>(work: (presets: Collection<Preset>) => Promise<T>): Promise<T> =>
    refuseStoreFailure(async () => work(await store.collection(presetRecords)))

  const list = (presets: Collection<Preset>, guildId: string): Promise<Preset[]> =>
    presets.find({ field: 'guildId', from: guildId, to: guildId, limit: mostPresets })

  const changing = <T>(guildId: string, work: (presets: Collection<Preset>) => Promise<T>): Promise<T> =>
    turns.run(guildId, () => telling(work))

  /** Saves it, under a name that no other one of the server has. */
  async function save(
    presets: Collection<Preset>,
    next: Preset,
    findName: (isFree: (name: string) => boolean) => string,
  ): Promise<SavedPreset> {
    const others = (await list(presets, next.guildId)).filter(({ id }) => id !== next.id)
    const name = findName((wanted) => others.every((other) => fold(other.name) !== fold(wanted)))
    const preset = { ...next, name }
    await presets.put(keyOf(preset), preset)
    return { kind: 'saved', preset, isRenamed: name !== next.name }
  }

  return {
    list: (guildId) => telling(async (presets) => (await list(presets, guildId)).sort(byName)),
    find: (key) => telling((presets) => presets.get(keyOf(key))),
    findByName: (guildId, name) =>
      telling(async (presets) => (await list(presets, guildId)).find((each) => fold(each.name) === fold(name))),
    add: (guildId, values, by) =>
      changing(guildId, async (presets) => {
        if ((await list(presets, guildId)).length >= mostPresets) return { kind: 'tooMany', limit: mostPresets }
        const id = identifiers.generation()
        const next: Preset = { ...values, version: 0, id, guildId, changedAt: clock.now(), changedBy: by }
        return save(presets, next, (isFree) => findFreeName(values.name, isFree))
      }),
    change: (key, change: Partial<PresetValues>, by) =>
      changing(key.guildId, async (presets) => {
        const current = await presets.get(keyOf(key))
        if (current === undefined) return { kind: 'gone' }
        const next = { ...current, ...change, version: current.version + 1, changedAt: clock.now(), changedBy: by }
        return save(presets, next, (isFree) => (isFree(next.name) ? next.name : current.name))
      }),
    remove: (key) =>
      changing(key.guildId, async (presets) => {
        const current = await presets.get(keyOf(key))
        if (current !== undefined) await presets.delete(keyOf(key))
        return current
      }),
  }
}
