import { finish, settledFree } from './records/settlement.ts'
import type { Room } from './room.ts'

/** A cancel that was wanted while it was being sent, and nobody took it: free after all. */
export async function cancelWaiting(room: Room, id: string): Promise<void> {
  const now = room.clock.now()
  const saved = await room.repository.saveWithRetry(id, (current) =>
    current.state === 'queued' ? finish(current, 'cancelled', now, settledFree) : undefined,
  )
  room.proceed(saved)
}
