import type { Generation } from '../../domain/generation.ts'
import type { ProviderId } from '../../domain/operation.ts'
import { findCandidates } from './findCandidates.ts'
import type { Room } from './room.ts'

/** For every waiting generation, how many are sent to the same provider before it. */
export function findPlaces(room: Room): ReadonlyMap<string, number> {
  const counts = new Map<ProviderId | undefined, number>()
  const places = new Map<string, number>()
  const waiting: Generation[] = room.records.book.waiting().filter(({ id }) => !room.starting.has(id))
  for (const generation of room.turns.order(waiting)) {
    const provider = findCandidates(room, generation)[0]?.provider
    const place = counts.get(provider) ?? 0
    places.set(generation.id, place)
    counts.set(provider, place + 1)
  }
  return places
}
