import { days, hours } from '../../domain/clock.ts'
import { type Generation, isFinal } from '../../domain/generation.ts'
import { lookForAnswer } from './lookForAnswer.ts'
import type { Room } from './room.ts'

/** So long a finished generation that nobody could be shown stays listed. */
const listed = days(7)
const interval = hours(1)

function sweep(room: Room, generation: Generation, now: number): void {
  const { id, state, stateSince, finishedAt } = generation
  // Neither begun nor aborted: a defect elsewhere must not hold the person's allowance.
  if (state === 'received' && now - stateSince >= interval) lookForAnswer(room, id)
  if (!isFinal(generation) || finishedAt === undefined || now - finishedAt < listed) return
  room.work.run('close', id, () =>
    room.repository.close(id, (current) => ({ ...current, delivery: { deliveredAt: now, ...current.delivery } })),
  )
}

/** Closes what nobody comes back to, now and every hour. */
export function sweepForgotten(room: Room): void {
  const now = room.clock.now()
  for (const generation of room.repository.open.all()) sweep(room, generation, now)
  room.timers.after(interval, () => sweepForgotten(room))
}
