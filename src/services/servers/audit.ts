import type { Clock } from '../../domain/clock.ts'
import type { Admin, Page } from '../../domain/contracts/servers.ts'
import type { Collection, CollectionDefinition } from '../../domain/contracts/store.ts'
import type { Identifiers } from '../../domain/generation.ts'
import { type AuditEntry, auditEntry, type Change } from '../../domain/server.ts'

export const auditEntries: CollectionDefinition<AuditEntry> = {
  name: 'server_audit',
  schema: auditEntry,
  indexed: ['order', 'at', 'by', 'change.userId'],
  ofServer: { people: ['by', 'change.userId'], keyOf: ({ id }) => id },
}

/** The year 2286: times are counted back from here, so that the newest comes first in the order of texts. */
const lastInstant = 9_999_999_999_999

/** By server, then the newest first. @param word tells apart what happened at the same moment */
export function toOrder(guildId: string, at: number, word: string): string {
  return `${guildId}/${String(lastInstant - at).padStart(13, '0')}/${word}`
}

/** What lies between these belongs to the server; `0` is the sign after the slash. */
const boundsOf = (guildId: string) => ({ field: 'order', from: `${guildId}/`, to: `${guildId}0` })

const pageLength = 8

/** One page of what a server has, in its order. @param isShown the others are looked over, as if they were not there */
export async function readPage<T extends { readonly version: number }>(
  collection: Pick<Collection<T>, 'find'>,
  guildId: string,
  page: number,
  isShown: (record: T) => boolean = () => true,
): Promise<Page<T>> {
  const end = (page + 1) * pageLength
  for (let limit = end + 1; ; limit *= 2) {
    const found = await collection.find({ ...boundsOf(guildId), limit })
    const shown = found.filter(isShown)
    if (shown.length > end || found.length < limit) {
      return { items: shown.slice(page * pageLength, end), page, hasMore: shown.length > end }
    }
  }
}

/** An entry as it is saved, in one commit with what it tells of. */
export function createEntry(
  { userId, guildId }: Pick<Admin, 'userId' | 'guildId'>,
  change: Change,
  { identifiers, clock }: { readonly identifiers: Pick<Identifiers, 'generation'>; readonly clock: Pick<Clock, 'now'> },
): AuditEntry {
  const id = identifiers.generation()
  const at = clock.now()
  return { id, version: 0, guildId, by: userId, at, change, order: toOrder(guildId, at, id) }
}
