import { z } from 'zod'
import type { ChoicesOwner, Preferences, Settings } from '../../domain/contracts/preferences.ts'
import type { Alongside, CollectionDefinition, Store } from '../../domain/contracts/store.ts'
import { type Choices, choices } from '../../domain/preferences.ts'
import { refuseStoreFailure } from '../../domain/userError.ts'
import { createKeyQueue } from '../../lib/concurrency.ts'
import type { Log } from '../../log.ts'

const record = z.object({
  version: z.number().int().nonnegative(),
  kind: z.enum(['person', 'server']),
  /** Of the person or the server, as Discord counts them. */
  ownerId: z.string(),
  choices,
  isClosedToMessages: z.boolean().optional().catch(undefined),
})
type PreferencesRecord = z.infer<typeof record>

export const preferenceRecords: CollectionDefinition<PreferencesRecord> = {
  name: 'preferences',
  schema: record,
  ofPerson: { key: (userId) => keyOf({ kind: 'person', id: userId }) },
}

interface PreferencesDependencies {
  readonly store: Pick<Store, 'collection' | 'transaction'>
  readonly log: Log
}

interface PreferencesService extends Preferences {
  /** Makes room for them in the store: whoever reads them later needs not write. Throws StoreFailure. */
  start(): Promise<void>
}

const keyOf = ({ kind, id }: ChoicesOwner) => `${kind}/${id}`

function toSettings({ choices: chosen = {}, isClosedToMessages = false }: Partial<PreferencesRecord> = {}): Settings {
  return { choices: chosen, isClosedToMessages }
}

/** Settings of people and servers, one record each, read whenever they are asked for: a change holds from the next command on. */
export function createPreferences({ store, log }: PreferencesDependencies): PreferencesService {
  /** Two quick taps change one record one after the other. */
  const turns = createKeyQueue()

  async function read(owner: ChoicesOwner): Promise<PreferencesRecord | undefined> {
    return (await store.collection(preferenceRecords)).get(keyOf(owner))
  }

  function save(
    owner: ChoicesOwner,
    change: (current: PreferencesRecord) => Partial<PreferencesRecord>,
    alongside?: Alongside,
  ): Promise<PreferencesRecord> {
    return turns.run(keyOf(owner), async () => {
      const collection = await store.collection(preferenceRecords)
      const present = await collection.get(keyOf(owner))
      const current = present ?? { version: 0, kind: owner.kind, ownerId: owner.id, choices: {} }
      const next = { ...current, ...change(current) }
      if (alongside !== undefined) {
        await store.transaction((transaction) => {
          if (present === undefined) transaction.put(preferenceRecords, keyOf(owner), next)
          else transaction.update(preferenceRecords, keyOf(owner), next)
          alongside(transaction)
        })
        return next
      }
      if (present !== undefined) return collection.update(keyOf(owner), next)
      await collection.put(keyOf(owner), next)
      return next
    })
  }

  const settingsOf = (owner: ChoicesOwner) => refuseStoreFailure(async () => toSettings(await read(owner)))
  const preferencesOf = (userId: string) => settingsOf({ kind: 'person', id: userId })
  const choicesFor: Preferences['choicesFor'] = ({ userId, guildId }) =>
    refuseStoreFailure(async () => {
      const owners: readonly ChoicesOwner[] = [
        { kind: 'person', id: userId },
        ...(guildId === undefined ? [] : [{ kind: 'server', id: guildId } as const]),
      ]
      return (await Promise.all(owners.map(read))).map((each) => toSettings(each).choices)
    }, 'storeUnavailable')

  return {
    async start() {
      await store.collection(preferenceRecords)
    },
    preferencesOf,
    settingsOf,
    choicesFor,
    async serverChoicesOf(guildId) {
      return guildId === undefined ? {} : (await settingsOf({ kind: 'server', id: guildId })).choices
    },
    change: (owner, change: Choices, alongside) =>
      refuseStoreFailure(async () =>
        toSettings(await save(owner, (current) => ({ choices: { ...current.choices, ...change } }), alongside)),
      ),
    reset: (owner) =>
      refuseStoreFailure(async () => toSettings(await save(owner, () => ({ choices: {}, isClosedToMessages: false })))),
    async allowsRemix(userId) {
      return (await preferencesOf(userId)).choices.allowsRemix ?? false
    },
    async quoteAbove(asker) {
      return (await choicesFor(asker)).find((each) => each.quoteAbove !== undefined)?.quoteAbove
    },
    async noticePlaceOf(userId) {
      const [own] = await choicesFor({ userId })
      return own?.notice ?? 'here'
    },
    async noteDirectMessage(userId, isClosed) {
      const owner = { kind: 'person', id: userId } as const
      try {
        if (((await read(owner))?.isClosedToMessages ?? false) === isClosed) return
        await save(owner, () => ({ isClosedToMessages: isClosed }))
      } catch (error) {
        log.warn({ error, userId }, 'It could not be noted whether direct messages get through')
      }
    },
  }
}
