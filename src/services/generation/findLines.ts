import type { Generation } from '../../domain/generation.ts'
import type { Model } from '../../domain/models.ts'
import type { ProviderId } from '../../domain/operation.ts'
import { findCandidates } from './findCandidates.ts'
import type { Room } from './room.ts'

/** Those that wait for one provider, each with the model that is to serve it. */
export type Line = Map<Generation, Model>

export interface Lines {
  readonly byProvider: ReadonlyMap<ProviderId, Line>
  /** Those that no configured provider can serve any more. */
  readonly unservable: readonly Generation[]
}

/**
 * Who waits for which provider: each for the first in the operator's order that can serve it. A full one is waited for, since
 * the next is tried only when that one refuses.
 */
export function findLines(room: Pick<Room, 'providers' | 'notes' | 'records' | 'starting'>): Lines {
  const byProvider = new Map<ProviderId, Line>(room.providers.map(({ id }) => [id, new Map()]))
  const unservable: Generation[] = []
  for (const generation of room.records.book.waiting()) {
    if (room.starting.has(generation.id)) continue
    const [model] = findCandidates(room, generation)
    if (model === undefined) unservable.push(generation)
    else byProvider.get(model.provider)?.set(generation, model)
  }
  return { byProvider, unservable }
}
