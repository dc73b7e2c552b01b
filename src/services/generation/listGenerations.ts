import type { QueueEntry } from '../../domain/contracts/generations.ts'
import { findContext } from './findContext.ts'
import { findPlaces } from './findPlaces.ts'
import type { Room } from './room.ts'

/** The person's generations with something left to do or to see, newest first. */
export function listGenerations(room: Room, userId: string): QueueEntry[] {
  const places = findPlaces(room)
  const { open, quarantined } = room.repository
  const onHold = [...quarantined.values()].filter(({ origin }) => origin.userId === userId)
  return [
    ...open
      .ofUser(userId)
      .map((generation) => ({ generation, ...findContext(room, generation, places.get(generation.id)) })),
    ...onHold.map((generation) => ({ generation, isQuarantined: true })),
  ].sort(
    ({ generation: one }, { generation: other }) => other.createdAt - one.createdAt || (one.id < other.id ? 1 : -1),
  )
}
