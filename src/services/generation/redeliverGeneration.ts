import { isFinal } from '../../domain/generation.ts'
import type { Actor, PrivateTarget } from '../../domain/origin.ts'
import { Refusal } from '../../domain/refusal.ts'
import { NotOpen, Stopped } from './createRecords.ts'
import { findPressed } from './findPressed.ts'
import type { Room } from './room.ts'

/** Shows a finished generation to its owner in a private message; then it counts as seen. Throws a Refusal. */
export async function redeliverGeneration(room: Room, id: string, actor: Actor, target: PrivateTarget): Promise<void> {
  const generation = await findPressed(room, 'deliver', id, actor)
  if (!isFinal(generation)) throw new Refusal({ code: 'notFound' })
  const outcome = await room.delivery.showPrivately(generation, target)
  if (!outcome.shown) throw new Refusal({ code: 'notShown', about: generation })
  const deliveredAt = room.clock.now()
  try {
    await room.records.close(id, (current) => ({ ...current, delivery: { deliveredAt, ...current.delivery } }))
  } catch (error) {
    // Closed before, or in the meantime, or by the next start: the person sees it all the same, and must not read a refusal
    // in its place.
    if (!(error instanceof NotOpen || error instanceof Stopped)) throw error
  }
}
