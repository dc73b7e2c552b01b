import { type Generation, isFinal } from '../../domain/generation.ts'
import { advance } from '../../domain/transitions.ts'
import { describeError } from './describeError.ts'
import { finish, settleUnknown } from './records/settlement.ts'
import type { Room } from './room.ts'

/** Whether anybody can find out what became of a submit. A provider that is not configured just now may be again. */
export function canLookUp(room: Room, { provider: id }: Generation): boolean {
  const provider = room.providers.find((each) => each.id === id)
  return provider === undefined || provider.lookup !== undefined
}

/**
 * The POST was sent and its outcome is not known. Where the provider can be asked, it is; elsewhere this is the end: never
 * sent again by itself, and told plainly.
 */
export async function markUnconfirmed(room: Room, id: string, error?: unknown): Promise<void> {
  const now = room.clock.now()
  const saved = await room.repository.saveWithRetry(id, (current) => {
    if (current.state !== 'submitting') return undefined
    return canLookUp(room, current)
      ? advance(current, 'unconfirmed', now)
      : finish(current, 'unconfirmed', now, settleUnknown(room.catalogue, current))
  })
  room.log.warn(
    { ...(error !== undefined && describeError(error, saved.request)), generationId: id, provider: saved.provider },
    'Whether a submit arrived is not known',
  )
  if (!isFinal(saved)) room.show(saved)
  room.proceed(saved)
}
