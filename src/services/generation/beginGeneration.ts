import { type Generation, isFinal } from '../../domain/generation.ts'
import type { Acknowledgement } from '../../domain/origin.ts'
import { advance } from '../../domain/transitions.ts'
import { abortGeneration } from './abortGeneration.ts'
import { NotOpen, Stopped } from './records/generationRepository.ts'
import type { Room } from './room.ts'

/**
 * Discord took the answer. Resolves once that is saved, or was tried: while the store fails it is tried on in the
 * background, since the person looks at the status message already.
 */
export async function beginGeneration(room: Room, id: string, acknowledgement: Acknowledgement): Promise<void> {
  const { messageId, ephemeral, isPromise = true } = acknowledgement
  // The person read other words: that it was refused, say, because the store did not report what it had saved.
  if (!isPromise && room.repository.open.get(id)?.state === 'received') return abortGeneration(room, id)
  const begin = (current: Generation): Generation | undefined => {
    if (current.origin.messageId !== undefined) return undefined
    const origin = { ...current.origin, messageId, ephemeral }
    // It may have been cancelled in the meantime, and has its status message only now.
    return current.state === 'received'
      ? advance(current, 'preparing', room.clock.now(), { origin })
      : { ...current, origin }
  }
  try {
    goOn(room, await room.repository.save(id, begin))
  } catch (error) {
    if (error instanceof NotOpen) return showEnd(room, id, error)
    // The next start finds the answer, and goes on.
    if (error instanceof Stopped) return
    room.log.error({ error, generationId: id }, 'The beginning of a generation could not be saved and is tried again')
    room.work.run('prepare', id, async () => goOn(room, await room.repository.saveWithRetry(id, begin)))
  }
}

/** It has ended, and was closed, before Discord's word that it took the answer came back. */
async function showEnd(room: Room, id: string, error: NotOpen): Promise<void> {
  const ended = await room.repository.find(id)
  if (ended === undefined) throw error
  room.show(ended)
}

function goOn(room: Room, saved: Generation): void {
  // It ended while Discord did not know its answer yet, and refused the token: from now on it takes it.
  if (isFinal(saved)) room.delivery.renewToken(saved.id, saved.origin)
  if (saved.state === 'preparing') room.show(saved)
  room.proceed(saved)
}
