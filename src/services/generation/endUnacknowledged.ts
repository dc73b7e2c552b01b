import { conclude } from './conclude.ts'
import type { Room } from './room.ts'
import { settledFree } from './settle.ts'

/**
 * Ends a `received` that nobody will begin any more. Whether Discord was told is not known; nothing was fetched or
 * submitted, and the button that began it may be used again.
 */
export async function endUnacknowledged(room: Room, id: string): Promise<void> {
  const now = room.clock.now()
  const saved = await room.records.saveSurely(id, (current) =>
    current.state === 'received'
      ? conclude(current, 'failed', now, settledFree, { failure: { kind: 'notAcknowledged' } })
      : undefined,
  )
  if (saved.failure?.kind === 'notAcknowledged') room.claims.releaseRetry(saved)
  room.proceed(saved)
}
