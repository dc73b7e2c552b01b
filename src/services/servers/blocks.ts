import type { Clock } from '../../domain/clock.ts'
import type { Admin, Page, Servers } from '../../domain/contracts/servers.ts'
import type { Collection, CollectionDefinition, Store } from '../../domain/contracts/store.ts'
import type { Identifiers } from '../../domain/generation.ts'
import { type AuditEntry, type Block, block } from '../../domain/server.ts'
import { readServerPage, toOrder } from '../../domain/serverOrder.ts'
import { auditEntries, createEntry } from './audit.ts'

interface BlockDependencies {
  readonly store: Pick<Store, 'transaction'>
  readonly records: Pick<Collection<Block>, 'get' | 'find'>
  readonly identifiers: Pick<Identifiers, 'generation'>
  readonly clock: Pick<Clock, 'now'>
}

/** Each has a button of its own, and a message has room for so many. */
const blocksOnPage = 8

const keyOf = (guildId: string, userId: string) => `${guildId}/${userId}`

export const blockRecords: CollectionDefinition<Block> = {
  name: 'server_blocks',
  schema: block,
  indexed: ['order', 'until', 'userId', 'by'],
  ofServer: { people: ['userId', 'by'], keyOf: ({ guildId, userId }) => keyOf(guildId, userId) },
}

/** Who may make no videos in a server. Read with each command, by its key. One that has ended counts for nothing until it goes. */
export function createBlocks({ store, records, identifiers, clock }: BlockDependencies) {
  const isOver = ({ until }: Block) => until !== undefined && until <= clock.now()

  async function find(guildId: string, userId: string): Promise<Block | undefined> {
    const found = await records.get(keyOf(guildId, userId))
    return found === undefined || isOver(found) ? undefined : found
  }

  return {
    find,
    list: (guildId: string, page: number): Promise<Page<Block>> =>
      readServerPage(records, { guildId, page, pageLength: blocksOnPage, isShown: (each) => !isOver(each) }),
    async block(
      admin: Admin,
      { userId, reason, length }: Parameters<Servers['block']>[1],
    ): Promise<{ readonly block: Block; readonly entry: AuditEntry }> {
      const { guildId, userId: by } = admin
      const at = clock.now()
      const wanted = { userId, reason, ...(length !== undefined && { until: at + length }) }
      const entry = createEntry(admin, { kind: 'blocked', ...wanted }, { identifiers, clock })
      const record = { version: 0, guildId, by, at, order: toOrder(guildId, at, userId), ...wanted }
      await store.transaction((transaction) => {
        transaction.put(blockRecords, keyOf(guildId, userId), record)
        transaction.put(auditEntries, entry.id, entry)
      })
      return { block: record, entry }
    },
    /** Undefined where they were not blocked. */
    async unblock(admin: Admin, userId: string): Promise<AuditEntry | undefined> {
      if ((await find(admin.guildId, userId)) === undefined) return undefined
      const entry = createEntry(admin, { kind: 'unblocked', userId }, { identifiers, clock })
      await store.transaction((transaction) => {
        transaction.delete(blockRecords, keyOf(admin.guildId, userId))
        transaction.put(auditEntries, entry.id, entry)
      })
      return entry
    },
  }
}
