import { minutes, seconds } from '../../domain/clock.ts'
import type { Standing } from '../../domain/contracts/answers.ts'
import type { Generation } from '../../domain/generation.ts'
import { abortGeneration } from './abortGeneration.ts'
import { beginGeneration } from './beginGeneration.ts'
import { finish, settledFree } from './records/settlement.ts'
import type { Room } from './room.ts'

/** From one look to the next: an answer on its way has arrived by the second, since Discord takes one for 3 seconds. */
const shortestPause = seconds(4)
const longestPause = minutes(1)
/** So long it is tried to find out, in pauses together; then there has to be a word. */
const patience = minutes(15)
/** One alone may be mistaken, or too early. */
const verdicts = 2

/** It may have been cancelled before it began: then its end has to be shown in the answer as well. */
function isWaitingForAnswer(generation: Generation | undefined): generation is Generation {
  return generation !== undefined && generation.origin.messageId === undefined
}

/** Nobody will ever know whether the person saw an answer. Nothing was sent to a provider. */
async function endUnclear(room: Room, id: string): Promise<void> {
  const now = room.clock.now()
  let hasEnded = false
  const saved = await room.repository.saveWithRetry(id, (current) => {
    hasEnded = current.state === 'received'
    return hasEnded ? finish(current, 'failed', now, settledFree, { failure: { kind: 'answerUnclear' } }) : undefined
  })
  if (!hasEnded) return
  room.log.warn(
    { generationId: id },
    'A generation ended because it could not be found out whether it was acknowledged',
  )
  room.proceed(saved)
}

async function findOut(room: Room, id: string): Promise<void> {
  const counts: Record<Standing['kind'], number> = { stands: 0, absent: 0, unknown: 0, outOfReach: 0 }
  let pause = shortestPause
  for (let waited = 0; waited < patience; waited += pause, pause = Math.min(longestPause, pause * 2)) {
    const generation = room.repository.open.get(id)
    if (room.isStopping() || !isWaitingForAnswer(generation)) return
    const standing = await room.answers.find(generation.origin)
    counts[standing.kind] += 1
    if (standing.kind === 'stands') {
      room.log.info({ generationId: id }, 'The answer to a command was found, and the generation goes on')
      return beginGeneration(room, id, standing.acknowledgement)
    }
    if (counts.absent >= verdicts) return abortGeneration(room, id)
    if (counts.outOfReach >= verdicts) return endUnclear(room, id)
    await room.timers.sleep(pause)
  }
  await endUnclear(room, id)
}

/**
 * Finds out in the background whether Discord took the answer to a command. It stands: the generation goes on. It certainly
 * does not: the generation ends in silence, since the person was told by Discord itself, or by other words of ours. Until then nothing is fetched or sent.
 */
export function lookForAnswer(room: Room, id: string): void {
  room.work.run('acknowledge', id, () => findOut(room, id))
}
