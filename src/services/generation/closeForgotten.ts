import { days, hours } from '../../domain/clock.ts'
import { isFinal } from '../../domain/generation.ts'
import type { Room } from './room.ts'

/** So long a finished generation that nobody could be shown stays listed. */
const listed = days(7)
const interval = hours(1)

/** Closes what was finished long ago and never seen, now and every hour. */
export function closeForgotten(room: Room): void {
  const deliveredAt = room.clock.now()
  for (const generation of room.records.book.all()) {
    const { id, finishedAt } = generation
    if (!isFinal(generation) || finishedAt === undefined || deliveredAt - finishedAt < listed) continue
    room.work.run('close', id, () =>
      room.records.close(id, (current) => ({ ...current, delivery: { deliveredAt, ...current.delivery } })),
    )
  }
  room.timers.after(interval, () => closeForgotten(room))
}
