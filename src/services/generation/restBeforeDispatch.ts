import type { Room } from './room.ts'

/** Keeps a waiting generation from being sent for the given milliseconds. */
export function restBeforeDispatch(room: Room, id: string, milliseconds: number): void {
  const note = room.transient.get(id)
  note.isResting = true
  room.timers.after(milliseconds, () => {
    note.isResting = false
    room.dispatch()
  })
}
