import type { Generation } from '../../domain/generation.ts'
import { estimatePrice, type Model } from '../../domain/models.ts'
import type { ProviderId } from '../../domain/operation.ts'
import { findCandidates } from './findCandidates.ts'
import type { Room } from './room.ts'

/** Those that wait for one provider, each with the model that is to serve it. */
export type Line = Map<Generation, Model>

export interface Lines {
  readonly byProvider: ReadonlyMap<ProviderId, Line>
  /** Those that wait for providers to which nothing is sent just now. */
  readonly paused: readonly Generation[]
  /** Those that no configured provider can serve any more. */
  readonly unservable: readonly Generation[]
}

/**
 * Who waits for which provider: each for the first in the operator's order that can serve it and to which generations are
 * sent. A full one is waited for, since the next is tried only when that one refuses; so is one that wishes to be left alone,
 * where no other can serve.
 */
export function findLines(
  room: Pick<Room, 'providers' | 'health' | 'transient' | 'repository' | 'starts'>,
  { withTrials = false } = {},
): Lines {
  const byProvider = new Map<ProviderId, Line>(room.providers.map(({ id }) => [id, new Map()]))
  const paused: Generation[] = []
  const unservable: Generation[] = []
  for (const generation of room.repository.open.waiting()) {
    // What waits for a slot with its body ready has a place still.
    if (room.starts.has(generation.id) && !room.starts.isWaiting(generation.id)) continue
    const candidates = findCandidates(room, generation)
    const open = candidates.filter(({ provider }) => room.health.outageReason(provider) === undefined)
    const model =
      open.find(({ provider }) => room.health.restLeft(provider) === 0) ??
      open[0] ??
      candidates.find(
        (each) => withTrials && room.health.permits(each.provider, estimatePrice(each, generation.request)),
      )
    if (candidates.length === 0) unservable.push(generation)
    else if (model === undefined) paused.push(generation)
    else byProvider.get(model.provider)?.set(generation, model)
  }
  return { byProvider, paused, unservable }
}
