import type { Clock } from '../../domain/clock.ts'
import type { ChannelPosts, MessageView } from '../../domain/contracts/delivery.ts'
import type { Admin, ServerRules, Servers } from '../../domain/contracts/servers.ts'
import type { Alongside, Store } from '../../domain/contracts/store.ts'
import type { Identifiers } from '../../domain/generation.ts'
import type { Policy } from '../../domain/policy.ts'
import type { AuditEntry, Change, ChosenChannel } from '../../domain/server.ts'
import { readServerPage } from '../../domain/serverOrder.ts'
import { refuseStoreFailure, UserError } from '../../domain/userError.ts'
import type { Log } from '../../log.ts'
import { auditEntries, createEntry } from './audit.ts'
import { blockRecords, createBlocks } from './blocks.ts'
import { adminPanels, createPanels } from './panels.ts'
import { createRules, createSettings, serverRecords } from './settings.ts'
import { createSpending } from './spending.ts'

interface ServersDependencies {
  readonly store: Pick<Store, 'collection' | 'generations' | 'transaction'>
  readonly policy: Pick<Policy, 'caps'>
  readonly posts: ChannelPosts
  /** A change as it is posted, in the language that Discord names so. */
  readonly renderChange: (entry: AuditEntry, locale: string | undefined) => MessageView
  /** The first word in a channel that was chosen for changes, or for reports. */
  readonly renderGreeting: (of: ChosenChannel, locale: string | undefined) => MessageView
  readonly identifiers: Pick<Identifiers, 'generation'>
  readonly clock: Pick<Clock, 'now'>
  readonly log: Log
}

/** A line each, as many as a phone shows without much scrolling. */
const entriesOnPage = 8

/** What the people who look after a server see and decide there. */
export async function createServers(
  dependencies: ServersDependencies,
): Promise<{ readonly servers: Servers; readonly rules: ServerRules }> {
  const { store, policy, posts, renderChange, renderGreeting, identifiers, log } = dependencies
  const panels = createPanels({ ...dependencies, panels: await store.collection(adminPanels) })
  const settings = createSettings({ ...dependencies, records: await store.collection(serverRecords) })
  const blocks = createBlocks({ ...dependencies, records: await store.collection(blockRecords) })
  const entries = await store.collection(auditEntries)
  const rules = createRules({ settings, blocks })
  const spending = createSpending({ ...dependencies, generations: store.generations, caps: policy.caps, settings })

  /** Best effort: the log of the server has it in any case. */
  function announce(admin: Admin, entry: AuditEntry | undefined): void {
    if (entry === undefined) return
    const tell = async () => {
      const { logChannel } = await settings.read(admin.guildId)
      if (logChannel !== undefined) await posts.post(logChannel, renderChange(entry, admin.guildLocale), entry.id)
    }
    tell().catch((error: unknown) => log.warn({ error, guildId: admin.guildId }, 'A change could not be posted'))
  }

  /**
   * Whether Discord takes messages of ours there is known when it has taken one. A forged choice may name a channel of another server,
   * which gets none. Throws a UserError where Discord does not take it.
   */
  async function greet(admin: Admin, kind: ChosenChannel, channelId: string): Promise<void> {
    if ((await settings.read(admin.guildId))[kind] === channelId) return
    try {
      if ((await posts.findServer(channelId)) !== admin.guildId) throw new Error('The channel is in another server')
      await posts.post(channelId, renderGreeting(kind, admin.guildLocale), identifiers.generation())
    } catch (error) {
      log.info({ error, guildId: admin.guildId }, 'A channel that was chosen takes no messages')
      throw new UserError({ code: 'cannotPostThere', channelId }, { cause: error })
    }
  }

  async function note(admin: Admin, change: Change): Promise<void> {
    const entry = createEntry(admin, change, dependencies)
    await entries.put(entry.id, entry)
    announce(admin, entry)
  }

  async function noteWith<T>(admin: Admin, change: Change, save: (alongside: Alongside) => Promise<T>): Promise<T> {
    const entry = createEntry(admin, change, dependencies)
    const saved = await save((transaction) => transaction.put(auditEntries, entry.id, entry))
    announce(admin, entry)
    return saved
  }

  const servers: Servers = {
    standingOf: (arrived, quality) => refuseStoreFailure(() => rules.standingOf(arrived, quality)),
    openPanel: (admin) => refuseStoreFailure(() => panels.openPanel(admin)),
    findPanel: (id) => refuseStoreFailure(() => panels.findPanel(id)),
    spendingOf: (guildId, page) => refuseStoreFailure(() => spending.spendingOf(guildId, page)),
    settingsOf: (guildId) => refuseStoreFailure(() => settings.read(guildId)),
    async qualitiesIn(guildId) {
      if (guildId === undefined) return []
      return (await refuseStoreFailure(() => settings.read(guildId), 'storeUnavailable')).qualities
    },
    async change(admin, wanted) {
      if ((wanted.kind === 'logChannel' || wanted.kind === 'reportChannel') && wanted.after !== undefined) {
        const { kind, after } = wanted
        await refuseStoreFailure(() => greet(admin, kind, after))
      }
      const changed = await refuseStoreFailure(() => settings.change(admin, wanted))
      announce(admin, changed.entry)
      return changed.settings
    },
    async block(admin, wanted) {
      const { block, entry } = await refuseStoreFailure(() => blocks.block(admin, wanted))
      announce(admin, entry)
      return block
    },
    async unblock(admin, userId) {
      const lifted = await refuseStoreFailure(() => blocks.unblock(admin, userId))
      announce(admin, lifted)
      return lifted !== undefined
    },
    blocksOf: (guildId, page) => refuseStoreFailure(() => blocks.list(guildId, page)),
    note: (admin, change) => refuseStoreFailure(() => note(admin, change)),
    noteWith: (admin, change, save) => refuseStoreFailure(() => noteWith(admin, change, save)),
    logOf: (guildId, page) =>
      refuseStoreFailure(() => readServerPage(entries, { guildId, page, pageLength: entriesOnPage })),
  }
  return { servers, rules }
}
