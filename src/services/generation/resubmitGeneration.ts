import { seconds } from '../../domain/clock.ts'
import type { PreparedSubmit, Provider } from '../../domain/contracts/provider.ts'
import type { Failure, Generation } from '../../domain/generation.ts'
import { modelOf } from '../../domain/models.ts'
import { ProviderError } from '../../domain/providerError.ts'
import { advance } from '../../domain/transitions.ts'
import { untilAborted } from '../../lib/timeout.ts'
import { describeError } from './describeError.ts'
import { judgeRefusal } from './judgeRefusal.ts'
import { finish, settledFree } from './records/settlement.ts'
import type { Room } from './room.ts'
import { sendSubmit } from './sendSubmit.ts'

const pauseAfterFailure = seconds(30)

type Preparation = { readonly prepared: PreparedSubmit } | { readonly failure: Failure | undefined }

async function prepare(room: Room, provider: Provider, generation: Generation): Promise<Preparation> {
  const { id, request, frames } = generation
  const signal = room.aborts.signalOf(id)
  const model = modelOf(room.catalogue, generation)
  if (model === undefined) {
    room.log.error(
      { generationId: id, provider: provider.id },
      'A second submit is not made: its model is not offered any more',
    )
    return { failure: { kind: 'providerUnavailable' } }
  }
  try {
    return { prepared: await untilAborted(provider.prepare(model, request, frames, signal), signal) }
  } catch (error) {
    if (signal.aborted) return { failure: undefined }
    if (!(error instanceof ProviderError)) throw error
    const facts = { ...describeError(error, request), generationId: id, provider: provider.id }
    room.log.warn(facts, 'A second submit could not be prepared')
    const verdict = judgeRefusal(error)
    return { failure: verdict.kind === 'end' ? verdict.failure : undefined }
  }
}

async function end(room: Room, id: string, failure: Failure): Promise<void> {
  const now = room.clock.now()
  const saved = await room.repository.saveWithRetry(id, (current) =>
    current.state === 'unconfirmed' && current.settlement === undefined
      ? finish(current, 'failed', now, settledFree, { failure })
      : undefined,
  )
  room.proceed(saved)
}

/** Nothing, unless this very save made it `submitting`: only then may it be sent. */
async function saveSubmitting(room: Room, generation: Generation): Promise<Generation | undefined> {
  const now = room.clock.now()
  let isOurs = false
  const saved = await room.repository.saveWithRetry(generation.id, (current) => {
    isOurs =
      !room.isStopping() &&
      current.state === 'unconfirmed' &&
      current.submits === generation.submits &&
      current.cancelRequestedAt === undefined
    return isOurs ? advance(current, 'submitting', now, { submits: current.submits + 1, submittedAt: now }) : undefined
  })
  if (isOurs) return saved
  room.proceed(saved)
  return undefined
}

/**
 * The one second POST, with the same task id, after the provider said that it does not know it. Where that cannot be
 * prepared or saved, the question is asked anew.
 */
export async function resubmitGeneration(room: Room, provider: Provider, id: string): Promise<void> {
  const generation = room.repository.open.get(id)
  if (generation?.state !== 'unconfirmed') return
  const preparation = await prepare(room, provider, generation)
  if ('prepared' in preparation) {
    const submitting = await saveSubmitting(room, generation)
    if (submitting === undefined) return
    room.show(submitting)
    await sendSubmit(room, provider, submitting, preparation.prepared)
  } else if (preparation.failure !== undefined) await end(room, id, preparation.failure)
  else {
    await room.timers.sleep(pauseAfterFailure)
    room.proceed(generation)
  }
}
