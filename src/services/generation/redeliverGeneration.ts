import { isFinal } from '../../domain/generation.ts'
import type { PrivateTarget } from '../../domain/origin.ts'
import { UserError } from '../../domain/userError.ts'
import { findKnown } from './findKnown.ts'
import { NotOpen, Stopped } from './records/generationRepository.ts'
import type { Room } from './room.ts'

/** Shows a finished generation to its owner in a private message; then it counts as seen. Throws a UserError. */
export async function redeliverGeneration(room: Room, id: string, target: PrivateTarget): Promise<void> {
  const generation = await findKnown(room, id)
  if (!isFinal(generation)) throw new UserError({ code: 'notFound' })
  const outcome = await room.delivery.showPrivately(generation, target)
  if (!outcome.shown) throw new UserError({ code: 'notShown', about: generation })
  const deliveredAt = room.clock.now()
  try {
    await room.repository.close(id, (current) => ({ ...current, delivery: { deliveredAt, ...current.delivery } }))
  } catch (error) {
    // Closed before, or in the meantime, or by the next start: the person sees it all the same, and must not read a refusal
    // in its place.
    if (!(error instanceof NotOpen || error instanceof Stopped)) throw error
  }
}
