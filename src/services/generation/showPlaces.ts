import { findContext } from './findContext.ts'
import { findPlaces } from './findPlaces.ts'
import type { Room } from './room.ts'

/** Shows its place to everybody whose place has moved. */
export function showPlaces(room: Room): void {
  for (const [id, place] of findPlaces(room)) {
    const note = room.notes.get(id)
    const generation = room.records.book.get(id)
    if (generation === undefined || note.placeShown === place) continue
    note.placeShown = place
    room.delivery.show(generation, findContext(room, generation, place))
  }
}
