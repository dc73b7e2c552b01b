import type { Generation } from '../../domain/generation.ts'
import { findContext } from './findContext.ts'
import { findLines } from './findLines.ts'
import { findPlaces } from './findPlaces.ts'
import type { Room } from './room.ts'

function show(room: Room, generation: Generation, place: number | 'paused'): void {
  const note = room.transient.get(generation.id)
  if (note.placeShown === place) return
  note.placeShown = place
  room.delivery.show(generation, findContext(room, generation, place === 'paused' ? undefined : place))
}

/** Shows its place to everybody whose place has moved, and the pause to those for whom it has begun. */
export function showPlaces(room: Room): void {
  for (const [id, place] of findPlaces(room)) {
    const generation = room.repository.open.get(id)
    if (generation !== undefined) show(room, generation, place)
  }
  for (const generation of findLines(room).paused) show(room, generation, 'paused')
}
