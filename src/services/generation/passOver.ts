import { minutes, seconds } from '../../domain/clock.ts'
import { PictureRefused } from '../../domain/contracts/media.ts'
import type { Failure } from '../../domain/generation.ts'
import type { ProviderId } from '../../domain/operation.ts'
import { ProviderError } from '../../domain/providerError.ts'
import { computeBackOff } from '../../lib/backOff.ts'
import { describeError } from './describeError.ts'
import { endHeldUp, isHeldUpTooLong } from './endHeldUp.ts'
import { findCandidates } from './findCandidates.ts'
import { isPaused } from './isPaused.ts'
import { isForOperator, judgeRefusal } from './judgeRefusal.ts'
import { finish, settledFree } from './records/settlement.ts'
import { restBeforeDispatch } from './restBeforeDispatch.ts'
import { returnToQueue } from './returnToQueue.ts'
import type { Room } from './room.ts'

const backOff = { first: seconds(15), longest: minutes(2) }

async function end(room: Room, id: string, failure: Failure): Promise<void> {
  const now = room.clock.now()
  const saved = await room.repository.saveWithRetry(id, (current) =>
    current.state === 'queued' || current.state === 'submitting'
      ? finish(current, 'failed', now, settledFree, { failure })
      : undefined,
  )
  room.log.info({ generationId: id, failure: failure.kind }, 'A generation failed before it was accepted')
  room.proceed(saved)
}

async function wait(room: Room, id: string, passedOver: readonly ProviderId[]): Promise<void> {
  const now = room.clock.now()
  room.transient.get(id).placeShown = undefined
  const saved = await room.repository.saveWithRetry(id, (current) => returnToQueue(current, passedOver, now))
  room.proceed(saved)
}

/**
 * The provider certainly did not take the generation: the next one in the operator's order is tried, or all once more after a
 * pause, or when a provider takes generations again. Refused content, invalid input and a picture that cannot be converted end
 * it at once.
 */
export async function passOver(room: Room, id: string, provider: ProviderId, error: unknown): Promise<void> {
  if (error instanceof PictureRefused) {
    const { role, problem } = error
    return end(room, id, { kind: 'pictureRefused', role, problem })
  }
  room.health.recordFailure(provider, 'submit', error)
  const generation = room.repository.open.get(id)
  if (generation === undefined) return
  const facts = { ...describeError(error, generation.request), generationId: id, provider }
  if (isForOperator(error)) room.log.error(facts, 'A provider did not take a generation: this needs the operator')
  else room.log.warn(facts, 'A provider did not take a generation')
  if (!(error instanceof ProviderError)) return end(room, id, { kind: 'requestRefused' })
  const verdict = judgeRefusal(error)
  if (verdict.kind === 'end') return end(room, id, verdict.failure)

  const passedOver = [...generation.passedOver.filter((each) => each !== provider), provider]
  const isLeft = findCandidates(room, { ...generation, passedOver }).some(
    (model) => !passedOver.includes(model.provider) && room.health.outageReason(model.provider) === undefined,
  )
  if (isLeft) return wait(room, id, passedOver)
  if (isHeldUpTooLong(room, generation)) return endHeldUp(room, id)
  // While nothing is sent to any provider, the end of that is what it waits for.
  if (!isPaused(room, { ...generation, state: 'queued', passedOver: [] })) {
    const note = room.transient.get(id)
    note.vainRounds += 1
    restBeforeDispatch(room, id, computeBackOff(backOff, note.vainRounds, room.identifiers.fraction()))
  }
  return wait(room, id, [])
}
