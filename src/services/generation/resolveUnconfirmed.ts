import { hours, minutes, seconds } from '../../domain/clock.ts'
import type { Provider } from '../../domain/contracts/provider.ts'
import { type Generation, isFinal } from '../../domain/generation.ts'
import { advance } from '../../domain/transitions.ts'
import { computeBackOff } from '../../lib/backOff.ts'
import { describeError } from './describeError.ts'
import { markOverdue } from './markOverdue.ts'
import { canLookUp } from './markUnconfirmed.ts'
import { finish, settledFree, settleUnknown } from './records/settlement.ts'
import { resubmitGeneration } from './resubmitGeneration.ts'
import type { Room } from './room.ts'

const backOff = { first: seconds(5), longest: seconds(60) }
/** After this long without an answer the generation is lost, if questions have failed for some of that time. */
const patience = hours(24)
const longestSilence = hours(6)
/** After this long a job that the provider does not know will not turn up any more. It has to say so more than once. */
const absence = minutes(10)
const fewestAbsences = 2

/** How long the provider wishes to be left alone. */
function restOf(room: Room, id: string): number {
  const provider = room.repository.open.get(id)?.provider
  return provider === undefined ? 0 : room.health.restLeft(provider)
}

type Answer = 'found' | 'absent' | 'unknown'

async function ask(room: Room, provider: Provider | undefined, { id, taskId, request }: Generation): Promise<Answer> {
  if (provider?.lookup === undefined || taskId === undefined) return 'unknown'
  const askedAt = room.clock.now()
  try {
    const answer = await provider.lookup(taskId)
    room.health.recordSuccess(provider.id, 'poll', askedAt)
    if (!answer.found) return 'absent'
    const { operation } = answer
    const saved = await room.repository.saveWithRetry(id, (current) =>
      current.state === 'unconfirmed' && !isFinal(current)
        ? advance(current, 'running', room.clock.now(), { operation })
        : undefined,
    )
    room.log.info({ generationId: id, provider: provider.id }, 'A submit whose answer was lost had arrived')
    room.show(saved)
    room.proceed(saved)
    return 'found'
  } catch (error) {
    const facts = { ...describeError(error, request), generationId: id, provider: provider.id }
    room.log.warn(facts, 'Whether a submit arrived could not be asked')
    return 'unknown'
  }
}

async function end(room: Room, id: string, change: (current: Generation, at: number) => Generation): Promise<void> {
  const now = room.clock.now()
  const saved = await room.repository.saveWithRetry(id, (current) =>
    current.state === 'unconfirmed' && !isFinal(current) ? change(current, now) : undefined,
  )
  room.log.warn({ generationId: id, state: saved.state }, 'A submit without an answer came to its end')
  room.proceed(saved)
}

function sendAgain(room: Room, provider: Provider, id: string): void {
  room.health.beginTrial(provider.id, id)
  const leave = () => {
    room.health.endTrial(provider.id, id)
    room.dispatch()
  }
  room.work.run('submit', id, () => resubmitGeneration(room, provider, id), leave)
}

/**
 * Asks the provider whether it took the job, by the task id: found, it runs; absent, it is sent once more with the same task
 * id, which the provider refuses if it knows it after all. A question that fails is asked again for a day.
 */
export async function resolveUnconfirmed(room: Room, id: string): Promise<void> {
  let absences = 0
  let silentSince: number | undefined
  for (let questions = 1; ; questions += 1) {
    const pause = computeBackOff(backOff, questions, room.identifiers.fraction())
    await room.timers.sleep(Math.max(pause, restOf(room, id)))
    const generation = room.repository.open.get(id)
    if (room.isStopping() || generation?.state !== 'unconfirmed' || isFinal(generation)) return
    if (!canLookUp(room, generation)) {
      return end(room, id, (current) => ({
        ...current,
        settlement: settleUnknown(room.catalogue, current),
        finishedAt: room.clock.now(),
      }))
    }
    const provider = room.providers.find((each) => each.id === generation.provider)
    const answer = await ask(room, provider, generation)
    if (answer === 'found') return
    const now = room.clock.now()
    const age = now - (generation.submittedAt ?? generation.stateSince)
    absences = answer === 'absent' ? absences + 1 : 0
    silentSince = answer === 'unknown' ? (silentSince ?? now) : undefined
    if (answer === 'absent') {
      const isCancelled = room.repository.open.get(id)?.cancelRequestedAt !== undefined
      if (isCancelled) return end(room, id, (current, at) => finish(current, 'cancelled', at, settledFree))
      const isSendable = provider !== undefined && generation.submits < 2 && age < patience
      if (isSendable && room.health.permits(provider.id, generation.reserved)) {
        sendAgain(room, provider, id)
        return
      }
      // While nothing is sent there, it waits like everybody else.
      if (!isSendable && age >= absence && absences >= fewestAbsences) {
        const failure = { kind: 'providerUnavailable' } as const
        return end(room, id, (current, at) => finish(current, 'failed', at, settledFree, { failure }))
      }
    }
    const isSilent = silentSince !== undefined && now - silentSince >= longestSilence
    if (age >= patience && isSilent)
      return end(room, id, (current, at) => finish(current, 'lost', at, settleUnknown(room.catalogue, current)))
    await markOverdue(room, id)
  }
}
