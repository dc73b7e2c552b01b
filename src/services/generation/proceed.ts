import { type Generation, isFinal } from '../../domain/generation.ts'
import { cancelWaiting } from './cancelWaiting.ts'
import { deliverFinal } from './deliverFinal.ts'
import { planCheck } from './planCheck.ts'
import { prepareFrames } from './prepareFrames.ts'
import { resolveInterrupted } from './resolveInterrupted.ts'
import { resolveUnconfirmed } from './resolveUnconfirmed.ts'
import type { Room } from './room.ts'

/** Does what the state asks for next. Harmless where that is being done already. */
export function proceed(room: Room, generation: Generation): void {
  if (room.isStopping() || room.suspects.isHeld(generation)) return
  const { id, state } = generation
  if (isFinal(generation)) {
    room.rounds.drop(id)
    room.work.run('deliver', id, () => deliverFinal(room, id))
    room.dispatch()
  } else if (state === 'preparing') room.work.run('prepare', id, () => prepareFrames(room, id))
  else if (state === 'queued') {
    if (generation.cancelRequestedAt !== undefined) room.work.run('end', id, () => cancelWaiting(room, id))
    room.dispatch()
  } else if (state === 'submitting') room.work.run('submit', id, () => resolveInterrupted(room, id), room.dispatch)
  else if (state === 'unconfirmed') room.work.run('lookup', id, () => resolveUnconfirmed(room, id))
  else if (state === 'running') {
    if (generation.cancelRequestedAt !== undefined) room.rounds.plan(id, 0)
    else if (!room.rounds.isPlanned(id)) planCheck(room, generation)
  }
  // `received` waits for Discord to take the answer.
}
