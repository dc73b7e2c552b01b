import { hasChannelRoute } from '../../domain/channelRoute.ts'
import { days, minutes } from '../../domain/clock.ts'
import { type Generation, isFinal } from '../../domain/generation.ts'
import { lookForAnswer } from './lookForAnswer.ts'
import type { Room } from './room.ts'

/** Older ones are in no present day's or month's book. */
const longestMonth = days(31)

async function removeDuplicate(room: Room, { id }: Generation): Promise<void> {
  try {
    await room.store.openGenerations.delete(id)
  } catch (error) {
    room.log.warn({ error, generationId: id }, 'A closed generation could not be removed from the open ones')
  }
}

/**
 * Where only the token leads to the status message, Check has to stand in it before the token ends, and only Discord knows when
 * that is. The process may have died before it drew anything.
 */
function showWayBack(room: Room, generation: Generation): void {
  const { origin, state } = generation
  if (state === 'received' || isFinal(generation) || hasChannelRoute(origin)) return
  room.show(generation)
}

/** Takes one with which nothing is left to do into budgets and claims. */
function remember(room: Room, generation: Generation): void {
  room.claims.remember(generation)
  if (room.clock.now() - generation.createdAt <= longestMonth) room.limits.observe(generation)
}

/** Where nothing let it through for so long, the next attempt waits its turn: many of them are refused again. */
function isLongUndelivered({ clock }: Pick<Room, 'clock'>, generation: Generation): boolean {
  const { finishedAt } = generation
  return isFinal(generation) && finishedAt !== undefined && clock.now() - finishedAt > minutes(10)
}

/** Rebuilds book, budgets and claims from the store, and goes on with everything that is open. */
export async function recover(room: Room): Promise<void> {
  const finished = await room.store.finishedGenerations.all()
  const open = await room.store.openGenerations.all()
  // Under the readable ones, should one of them stand there as well.
  const remains = (await room.store.archive?.remains()) ?? []
  for (const generation of remains) remember(room, generation)
  room.unreadable.push(...remains)
  if (remains.length > 0) {
    room.log.warn(
      { count: remains.length },
      'Records that cannot be read count in the budgets, and wait for a version that can',
    )
  }
  const closedIds = new Set(finished.map(({ id }) => id))
  for (const generation of finished) remember(room, generation)
  const alive = open.filter(({ id }) => !closedIds.has(id))
  for (const generation of alive) {
    room.claims.remember(generation)
    room.repository.take(generation)
  }
  await Promise.all(open.filter(({ id }) => closedIds.has(id)).map((generation) => removeDuplicate(room, generation)))
  await room.suspects.count(alive)
  for (const generation of alive) {
    // Whether Discord took the answer was not saved: the process died in between.
    if (generation.origin.messageId === undefined) lookForAnswer(room, generation.id)
    if (isLongUndelivered(room, generation)) room.retries.queue(generation.id)
    else room.proceed(generation)
    showWayBack(room, generation)
  }
  room.log.info({ open: alive.length }, 'Open generations were taken up again')
}
