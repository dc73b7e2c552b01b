import { hasChannelRoute } from '../../domain/channelRoute.ts'
import { minutes } from '../../domain/clock.ts'
import { type Generation, isFinal } from '../../domain/generation.ts'
import { lookForAnswer } from './lookForAnswer.ts'
import type { Room } from './room.ts'

/**
 * Where only the token leads to the status message, Check has to stand in it before the token ends, and only Discord knows when
 * that is. The process may have died before it drew anything.
 */
function showWayBack(room: Room, generation: Generation): void {
  const { origin, state } = generation
  if (state === 'received' || isFinal(generation) || hasChannelRoute(origin)) return
  room.show(generation)
}

/** Where nothing let it through for so long, the next attempt waits its turn: many of them are refused again. */
function isLongUndelivered({ clock }: Pick<Room, 'clock'>, generation: Generation): boolean {
  const { finishedAt } = generation
  return isFinal(generation) && finishedAt !== undefined && clock.now() - finishedAt > minutes(10)
}

/** Goes on with everything that is open in the store. Reads nothing else: what has ended costs a start nothing. */
export async function recover(room: Room): Promise<void> {
  const open = await room.store.generations.open()
  for (const generation of open) room.repository.restore(generation)
  await room.suspects.count(open)
  for (const generation of open) {
    // Whether Discord took the answer was not saved: the process died in between.
    if (generation.origin.messageId === undefined) lookForAnswer(room, generation.id)
    if (isLongUndelivered(room, generation)) room.retries.queue(generation.id)
    else room.proceed(generation)
    showWayBack(room, generation)
  }
  room.log.info({ open: open.length }, 'Open generations were taken up again')
}
