import type { Clock } from '../../domain/clock.ts'
import type { Admin } from '../../domain/contracts/servers.ts'
import type { CollectionDefinition } from '../../domain/contracts/store.ts'
import type { Identifiers } from '../../domain/generation.ts'
import { type AuditEntry, auditEntry, type Change } from '../../domain/server.ts'
import { toOrder } from '../../domain/serverOrder.ts'

export const auditEntries: CollectionDefinition<AuditEntry> = {
  name: 'server_audit',
  schema: auditEntry,
  indexed: ['order', 'at', 'by', 'change.userId'],
  ofServer: { people: ['by', 'change.userId'], keyOf: ({ id }) => id },
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
