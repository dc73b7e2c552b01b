import { isDeepStrictEqual } from 'node:util'
import type { Clock } from '../../domain/clock.ts'
import type { Admin } from '../../domain/contracts/servers.ts'
import type { Collection, CollectionDefinition, Store } from '../../domain/contracts/store.ts'
import type { Identifiers } from '../../domain/generation.ts'
import {
  type AuditEntry,
  applyChange,
  type ServerSettings,
  serverSettings,
  untouched,
  type WantedChange,
} from '../../domain/server.ts'
import { createKeyQueue } from '../../lib/concurrency.ts'
import { auditEntries, createEntry } from './audit.ts'

export const serverRecords: CollectionDefinition<ServerSettings> = { name: 'servers', schema: serverSettings }

interface SettingsDependencies {
  readonly store: Pick<Store, 'transaction'>
  readonly records: Pick<Collection<ServerSettings>, 'get'>
  readonly identifiers: Pick<Identifiers, 'generation'>
  readonly clock: Pick<Clock, 'now'>
}

/** So many servers are remembered, so that a command there asks the store for nothing. */
const mostRemembered = 1_000

/**
 * The settings of servers. A change is saved together with its entry in the log, and holds from the next command on: what is
 * remembered is forgotten with each write, and read anew in the turn after it.
 */
export function createSettings({ store, records, identifiers, clock }: SettingsDependencies) {
  const remembered = new Map<string, ServerSettings>()
  const turns = createKeyQueue()

  function remember(guildId: string, settings: ServerSettings): void {
    const [oldest] = remembered.keys()
    if (remembered.size >= mostRemembered && oldest !== undefined) remembered.delete(oldest)
    remembered.set(guildId, settings)
  }

  async function read(guildId: string): Promise<ServerSettings> {
    const known = remembered.get(guildId)
    if (known !== undefined) return known
    return turns.run(guildId, async () => {
      const settings = (await records.get(guildId)) ?? untouched
      remember(guildId, settings)
      return settings
    })
  }

  return {
    read,
    /** Returns the settings as they stand then, and the entry; none where nothing was changed. */
    change: (admin: Admin, wanted: WantedChange): Promise<{ settings: ServerSettings; entry?: AuditEntry }> =>
      turns.run(admin.guildId, async () => {
        const { guildId } = admin
        const present = await records.get(guildId)
        const { next, change } = applyChange(present ?? untouched, wanted)
        if ('before' in change && isDeepStrictEqual(change.before, change.after)) return { settings: next }
        const entry = createEntry(admin, change, { identifiers, clock })
        // A write that was reported as failed may have arrived.
        remembered.delete(guildId)
        await store.transaction((transaction) => {
          if (present === undefined) transaction.put(serverRecords, guildId, next)
          else transaction.update(serverRecords, guildId, next)
          transaction.put(auditEntries, entry.id, entry)
        })
        return { settings: next, entry }
      }),
  }
}
