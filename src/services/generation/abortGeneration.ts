import { type Generation, isFinal } from '../../domain/generation.ts'
import { conclude } from './conclude.ts'
import type { Room } from './room.ts'
import { settledFree } from './settle.ts'

/** Discord did not take the answer: there is no message to show anything in, so it is closed at once. */
export async function abortGeneration(room: Room, id: string): Promise<void> {
  const at = room.clock.now()
  const close = (generation: Generation): Generation => ({
    ...generation,
    delivery: { ...generation.delivery, deliveredAt: at },
  })
  const known = room.records.book.get(id)
  if (known === undefined) return
  room.claims.releaseRetry(known)
  await room.records.close(id, (current) => {
    if (current.state === 'received') {
      return close(conclude(current, 'failed', at, settledFree, { failure: { kind: 'notAcknowledged' } }))
    }
    return isFinal(current) ? close(current) : undefined
  })
  room.log.warn({ generationId: id }, 'A generation ended because its command could not be acknowledged')
}
