import { type Generation, isFinal } from '../../domain/generation.ts'
import type { ProviderId } from '../../domain/operation.ts'

/** The open generations as they were last saved, with the indexes that are asked often. */
export interface Book {
  get(id: string): Generation | undefined
  keep(saved: Generation): void
  drop(id: string): void
  all(): Generation[]
  ofUser(userId: string): Generation[]
  /** Those that wait with us for a slot. */
  waiting(): Generation[]
  /** Those that hold a slot at this provider: sent, not ended, not overdue. */
  holders(provider: ProviderId): ReadonlySet<string>
}

function findSlotHolder(generation: Generation): ProviderId | undefined {
  const isSent = ['submitting', 'unconfirmed', 'running'].includes(generation.state)
  return isSent && !isFinal(generation) && generation.overdueSince === undefined ? generation.provider : undefined
}

export function createBook(): Book {
  const records = new Map<string, Generation>()
  const idsOfUsers = new Map<string, Set<string>>()
  const waiting = new Set<string>()
  const holders = new Map<ProviderId, Set<string>>()
  const nobody: ReadonlySet<string> = new Set()

  const read = (ids: Iterable<string>) => [...ids].flatMap((id) => records.get(id) ?? [])

  function removeFromIndexes(id: string): void {
    waiting.delete(id)
    for (const ids of holders.values()) ids.delete(id)
  }

  return {
    get: (id) => records.get(id),
    keep(saved) {
      removeFromIndexes(saved.id)
      records.set(saved.id, saved)
      const { userId } = saved.origin
      idsOfUsers.set(userId, (idsOfUsers.get(userId) ?? new Set()).add(saved.id))
      if (saved.state === 'queued') waiting.add(saved.id)
      const provider = findSlotHolder(saved)
      if (provider !== undefined) holders.set(provider, (holders.get(provider) ?? new Set()).add(saved.id))
    },
    drop(id) {
      const record = records.get(id)
      if (record === undefined) return
      removeFromIndexes(id)
      records.delete(id)
      const ids = idsOfUsers.get(record.origin.userId)
      ids?.delete(id)
      if (ids?.size === 0) idsOfUsers.delete(record.origin.userId)
    },
    all: () => [...records.values()],
    ofUser: (userId) => read(idsOfUsers.get(userId) ?? []),
    waiting: () => read(waiting),
    holders: (provider) => holders.get(provider) ?? nobody,
  }
}
