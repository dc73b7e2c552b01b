import { conclude } from './conclude.ts'
import type { Room } from './room.ts'
import { settledFree } from './settle.ts'

/** A cancel that was wanted while it was being sent, and nobody took it: free after all. */
export async function cancelWaiting(room: Room, id: string): Promise<void> {
  const now = room.clock.now()
  const saved = await room.records.saveSurely(id, (current) =>
    current.state === 'queued' ? conclude(current, 'cancelled', now, settledFree) : undefined,
  )
  room.proceed(saved)
}
