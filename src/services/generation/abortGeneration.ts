import { type Generation, isFinal } from '../../domain/generation.ts'
import { finish, settledFree } from './records/settlement.ts'
import type { Room } from './room.ts'

/**
 * Discord certainly did not take the answer: there is no message to show anything in, so the generation is closed at once,
 * and the button that began it may be used again. One that has begun is left alone.
 */
export async function abortGeneration(room: Room, id: string): Promise<void> {
  const at = room.clock.now()
  const close = (generation: Generation): Generation => ({
    ...generation,
    delivery: { ...generation.delivery, deliveredAt: at },
  })
  if (room.repository.open.get(id) === undefined) return
  let isAborted = false
  await room.repository.close(id, (current) => {
    isAborted = current.state === 'received'
    if (isAborted) {
      return close(finish(current, 'failed', at, settledFree, { failure: { kind: 'notAcknowledged' } }))
    }
    return isFinal(current) ? close(current) : undefined
  })
  if (!isAborted) return
  room.log.warn({ generationId: id }, 'A generation ended because its command could not be acknowledged')
}
