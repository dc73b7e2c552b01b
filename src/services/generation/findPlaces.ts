import { findLines } from './findLines.ts'
import type { Room } from './room.ts'

/** For every waiting generation, how many are sent to the same provider before it. */
export function findPlaces(room: Room): ReadonlyMap<string, number> {
  const places = new Map<string, number>()
  for (const [provider, line] of findLines(room).byProvider) {
    for (const [place, { id }] of room
      .turnsAt(provider)
      .order([...line.keys()])
      .entries())
      places.set(id, place)
  }
  return places
}
