import type { QueueEntry } from '../../domain/contracts/generations.ts'
import { findContext } from './findContext.ts'
import { findPlaces } from './findPlaces.ts'
import type { Room } from './room.ts'

/** The person's generations with something left to do or to see, newest first. */
export function listGenerations(room: Room, userId: string): QueueEntry[] {
  const places = findPlaces(room)
  return room.records.book
    .ofUser(userId)
    .toSorted((one, other) => other.createdAt - one.createdAt || (one.id < other.id ? 1 : -1))
    .map((generation) => ({ generation, ...findContext(room, generation, places.get(generation.id)) }))
}
