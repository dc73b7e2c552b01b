import { minutes, seconds } from '../../domain/clock.ts'
import type { Failure } from '../../domain/generation.ts'
import type { ProviderId } from '../../domain/operation.ts'
import { ProviderError, type ProviderErrorCode } from '../../domain/providerError.ts'
import { computeBackOff } from './computeBackOff.ts'
import { conclude } from './conclude.ts'
import { describeError } from './describeError.ts'
import { findCandidates } from './findCandidates.ts'
import { isForOperator, judgeRefusal } from './judgeRefusal.ts'
import { restBeforeDispatch } from './restBeforeDispatch.ts'
import { returnToQueue } from './returnToQueue.ts'
import type { Room } from './room.ts'
import { settledFree } from './settle.ts'

const backOff = { first: seconds(15), longest: minutes(2) }
/** After this long without any provider that takes it, the generation ends. */
const patience = minutes(10)

/** Whether the trouble passes by itself. What a restart made us forget is taken to have passed. */
function passes(code: ProviderErrorCode | undefined): boolean {
  if (code === undefined) return true
  const verdict = judgeRefusal({ code })
  return verdict.kind === 'tryNext' && verdict.passes
}

async function end(room: Room, id: string, failure: Failure): Promise<void> {
  const now = room.clock.now()
  const saved = await room.records.saveSurely(id, (current) =>
    current.state === 'queued' || current.state === 'submitting'
      ? conclude(current, 'failed', now, settledFree, { failure })
      : undefined,
  )
  room.log.info({ generationId: id, failure: failure.kind }, 'A generation failed before it was accepted')
  room.proceed(saved)
}

async function wait(room: Room, id: string, passedOver: readonly ProviderId[], pause: number | undefined) {
  const now = room.clock.now()
  if (pause !== undefined) restBeforeDispatch(room, id, pause)
  const note = room.notes.get(id)
  note.placeShown = undefined
  const saved = await room.records.saveSurely(id, (current) => returnToQueue(current, passedOver, now))
  room.proceed(saved)
}

/**
 * The provider certainly did not take the generation: the next one in the operator's order is tried, or all once more after a
 * pause, or it ends. Refused content and invalid input end it at once.
 */
export async function passOver(room: Room, id: string, provider: ProviderId, error: unknown): Promise<void> {
  const generation = room.records.book.get(id)
  if (generation === undefined) return
  const facts = { ...describeError(error, generation.request), generationId: id, provider }
  if (isForOperator(error)) room.log.error(facts, 'A provider did not take a generation: this needs the operator')
  else room.log.warn(facts, 'A provider did not take a generation')
  if (!(error instanceof ProviderError)) return end(room, id, { kind: 'requestRefused' })
  const verdict = judgeRefusal(error)
  if (verdict.kind === 'end') return end(room, id, verdict.failure)

  const note = room.notes.get(id)
  note.refusals ??= { since: room.clock.now(), rounds: 0, codes: new Map() }
  const { refusals } = note
  refusals.codes.set(provider, error.code)
  const passedOver = [...generation.passedOver.filter((each) => each !== provider), provider]
  if (findCandidates(room, { ...generation, passedOver }).length > 0) return wait(room, id, passedOver, undefined)

  const lasting = passedOver.filter((each) => !passes(refusals.codes.get(each)))
  const isHopeless = lasting.length === passedOver.length || room.clock.now() - refusals.since >= patience
  if (isHopeless) {
    const isEmpty = [...refusals.codes.values()].includes('outOfCredit') && lasting.length === passedOver.length
    return end(room, id, { kind: isEmpty ? 'outOfCredit' : 'providerUnavailable' })
  }
  refusals.rounds += 1
  return wait(room, id, lasting, computeBackOff(backOff, refusals.rounds, room.identifiers.fraction()))
}
