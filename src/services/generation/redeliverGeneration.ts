import { isFinal } from '../../domain/generation.ts'
import type { Actor, PrivateTarget } from '../../domain/origin.ts'
import { Refusal } from '../../domain/refusal.ts'
import { NotOpen } from './createRecords.ts'
import type { Room } from './room.ts'

/** Shows a finished generation to its owner in a private message; then it counts as seen. Throws a Refusal. */
export async function redeliverGeneration(room: Room, id: string, actor: Actor, target: PrivateTarget): Promise<void> {
  const generation = await room.records.find(id)
  if (generation === undefined || !isFinal(generation)) throw new Refusal({ code: 'notFound' })
  if (generation.origin.userId !== actor.userId) throw new Refusal({ code: 'notYours' })
  const outcome = await room.delivery.showPrivately(generation, target)
  if (!outcome.shown) throw new Refusal({ code: 'cannotPostHere' })
  const deliveredAt = room.clock.now()
  try {
    await room.records.close(id, (current) => ({ ...current, delivery: { deliveredAt, ...current.delivery } }))
  } catch (error) {
    // Closed before, or in the meantime: seen all the same.
    if (!(error instanceof NotOpen)) throw error
  }
}
