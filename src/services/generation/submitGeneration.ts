import { seconds } from '../../domain/clock.ts'
import type { PreparedSubmit, Provider } from '../../domain/contracts/provider.ts'
import type { Generation } from '../../domain/generation.ts'
import type { Model } from '../../domain/models.ts'
import { advance } from '../../domain/transitions.ts'
import { computeBackOff } from '../../lib/backOff.ts'
import { untilAborted } from '../../lib/timeout.ts'
import { passOver } from './passOver.ts'
import { NotOpen, Stopped } from './records/generationRepository.ts'
import { restBeforeDispatch } from './restBeforeDispatch.ts'
import type { Room } from './room.ts'
import { sendSubmit } from './sendSubmit.ts'

const saveBackOff = { first: seconds(5), longest: seconds(120) }

/** Nothing, where the preparation failed or was called off; what follows from that is done by then. */
async function prepare(
  room: Room,
  provider: Provider,
  model: Model,
  { id, request, frames }: Generation,
): Promise<PreparedSubmit | undefined> {
  const signal = room.aborts.signalOf(id)
  try {
    return await untilAborted(provider.prepare(model, request, frames, signal), signal)
  } catch (error) {
    if (signal.aborted) return undefined
    await passOver(room, id, provider.id, error)
    return undefined
  }
}

/** Nothing, where `submitting` is not saved: then nothing may be sent. */
async function saveSubmitting(room: Room, id: string, model: Model): Promise<Generation | undefined> {
  const note = room.transient.get(id)
  note.taskId ??= room.identifiers.task()
  const { taskId } = note
  const now = room.clock.now()
  try {
    const saved = await room.repository.save(id, (current) =>
      current.state === 'queued' && !room.isStopping()
        ? advance(current, 'submitting', now, {
            provider: model.provider,
            modelId: model.id,
            taskId,
            submits: current.submits + 1,
            submittedAt: now,
            passedOver: current.passedOver.filter((each) => each !== model.provider),
          })
        : undefined,
    )
    note.submitSaveFailures = 0
    // A cancel may have come first. The task id tells ours from anything else that stands there.
    return saved.state === 'submitting' && saved.taskId === taskId ? saved : undefined
  } catch (error) {
    if (error instanceof Stopped || error instanceof NotOpen) throw error
    note.submitSaveFailures += 1
    room.log.error({ error, generationId: id }, 'A generation was not submitted because that could not be saved')
    restBeforeDispatch(room, id, computeBackOff(saveBackOff, note.submitSaveFailures, room.identifiers.fraction()))
    return undefined
  }
}

/**
 * Prepares the body, which is free, and then takes a slot; saves `submitting` with the task id; only then sends the POST that
 * costs money.
 */
export async function submitGeneration(room: Room, id: string, model: Model): Promise<void> {
  const generation = room.repository.open.get(id)
  const provider = room.providers.find((each) => each.id === model.provider)
  if (generation?.state !== 'queued' || provider === undefined) return
  const prepared = await prepare(room, provider, model, generation)
  if (prepared === undefined) return
  const slot = room.starts.takeSlot(id, room.aborts.signalOf(id))
  room.dispatch()
  if (!(await slot) || room.isStopping()) return
  const submitting = await saveSubmitting(room, id, model)
  if (submitting === undefined) return
  room.transient.get(id).taskId = undefined
  room.show(submitting)
  await sendSubmit(room, provider, submitting, prepared)
}
