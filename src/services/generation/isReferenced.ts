import type { Room } from './room.ts'

/** Whether an open generation, readable or not, still needs the kept file: one of its frames, or its undelivered result. */
export function isReferenced(room: Pick<Room, 'repository' | 'unreadable'>, hash: string): boolean {
  return [...room.repository.open.all(), ...room.unreadable].some(({ frames, result }) =>
    [frames.start?.hash, frames.end?.hash, result?.hash].includes(hash),
  )
}
