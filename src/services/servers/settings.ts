import { isDeepStrictEqual } from 'node:util'
import type { Clock } from '../../domain/clock.ts'
import type { Admin, ServerRules } from '../../domain/contracts/servers.ts'
import type { Collection, CollectionDefinition, Store } from '../../domain/contracts/store.ts'
import type { Identifiers } from '../../domain/generation.ts'
import type { ArrivedOrigin } from '../../domain/origin.ts'
import { noServerLimits } from '../../domain/policy.ts'
import {
  type AuditEntry,
  applyChange,
  type Block,
  findServerLimits,
  findServerRefusal,
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

/** What is asked of `createSettings`. */
export interface SettingsReader {
  read(guildId: string): Promise<ServerSettings>
}

interface RuleDependencies {
  readonly settings: SettingsReader
  readonly blocks: { find(guildId: string, userId: string): Promise<Block | undefined> }
}

/** A thread takes after its channel. */
const listPlaces = ({ channelId, parentChannelId }: Pick<ArrivedOrigin, 'channelId' | 'parentChannelId'>) => [
  channelId,
  ...(parentChannelId === undefined ? [] : [parentChannelId]),
]

/** What a server says about a video before it begins. Whoever brings the app along keeps to it as well. */
export function createRules({ settings, blocks }: RuleDependencies): ServerRules {
  return {
    async standingOf(arrived, quality) {
      const { guildId, userId, roleIds = [] } = arrived
      if (guildId === undefined) return { limits: noServerLimits }
      const [own, blocked] = await Promise.all([settings.read(guildId), blocks.find(guildId, userId)])
      const limits = findServerLimits(own, roleIds)
      if (blocked !== undefined) {
        const { reason, until } = blocked
        return { limits, refusal: { code: 'blocked', reason, ...(until !== undefined && { until }) } }
      }
      const refusal = findServerRefusal(own, {
        channelIds: listPlaces(arrived),
        roleIds,
        ...(quality !== undefined && { quality }),
      })
      return { limits, ...(refusal !== undefined && { refusal }) }
    },
  }
}
