import { hours } from '../../domain/clock.ts'
import type { Failure, Generation } from '../../domain/generation.ts'
import { findCandidates } from './findCandidates.ts'
import { finish, settledFree } from './records/settlement.ts'
import type { Room } from './room.ts'

/** So long after the command a generation that nobody takes is given up, if it was held up for some of that time. */
const patience = hours(24)
const shortestTrouble = hours(1)

/** Whether nobody has taken it for so long that nobody waits for it any more. Begins to count when asked first. */
export function isHeldUpTooLong(room: Pick<Room, 'transient' | 'clock'>, { id, createdAt }: Generation): boolean {
  const now = room.clock.now()
  const note = room.transient.get(id)
  note.heldUpSince ??= now
  return now - createdAt >= patience && now - note.heldUpSince >= shortestTrouble
}

function findFailure(room: Room, generation: Generation): Failure {
  const troubles = findCandidates(room, generation).map(({ provider }) => room.health.outageReason(provider))
  const isEmpty = troubles.includes('outOfCredit') && !troubles.includes('outage') && !troubles.includes(undefined)
  return { kind: isEmpty ? 'outOfCredit' : 'providerUnavailable' }
}

/** Ends a generation that was held up for too long, free of charge. */
export async function endHeldUp(room: Room, id: string): Promise<void> {
  const now = room.clock.now()
  const saved = await room.repository.saveWithRetry(id, (current) =>
    current.state === 'queued' || current.state === 'submitting'
      ? finish(current, 'failed', now, settledFree, { failure: findFailure(room, current) })
      : undefined,
  )
  room.log.warn({ generationId: id }, 'A generation ended because no provider took it for too long')
  room.proceed(saved)
}
