import { hours, minutes, seconds } from '../../../domain/clock.ts'
import { describeError, type Idempotency, type Provider } from '../../../domain/contracts/provider.ts'
import type { Generation } from '../../../domain/generation.ts'
import { modelOf } from '../../../domain/models.ts'
import { advance as changeState, finish, isFinal, isUnwanted } from '../../../domain/stateMachine.ts'
import { computeBackOff, type Timers } from '../../../lib/timers.ts'
import type { Log } from '../../../log.ts'
import type { GenerationRepository } from '../records/generationRepository.ts'
import { settledFree, settleUnknown } from '../records/settlement.ts'
import type { ProviderHealth } from '../routing/providerHealth.ts'
import type { ProviderDirectory } from '../routing/providers.ts'
import type { TaskRunner } from '../taskRunner.ts'
import { returnToQueue } from './failover.ts'
import type { Submission } from './submit.ts'

/** What became of submits without an answer. */
interface Unconfirmed {
  /**
   * Asks the provider whether it took the job, by the task id: found, it runs; absent, it is sent once more, or as often as the
   * provider's API allows, with the same task id, which the provider refuses if it knows it after all. Where it is not to be sent again it ends free of charge, though not
   * because of one answer. A question that fails is asked again for a day.
   */
  resolve(generationId: string): Promise<void>
  /**
   * A `submitting` that nobody is busy with: the process died, or the save was reported as failed and had arrived. The latter
   * is known by the task id, which is noted until the POST begins: then nothing was sent.
   */
  resolveInterrupted(generationId: string): Promise<void>
}

interface UnconfirmedDependencies {
  readonly providers: ProviderDirectory
  readonly repository: Pick<GenerationRepository, 'open' | 'transient' | 'saveWithRetry'>
  readonly health: Pick<ProviderHealth, 'restLeft' | 'recordSuccess' | 'permits' | 'beginTrial' | 'endTrial'>
  readonly submission: Pick<Submission, 'resubmit' | 'markUnconfirmed' | 'canLookUp'>
  /** Whether nobody has taken it for so long that nobody waits for it any more. */
  readonly isBlockedTooLong: (generation: Generation) => boolean
  readonly markOverdue: (generationId: string) => Promise<void>
  readonly tasks: Pick<TaskRunner, 'run' | 'isStopping'>
  readonly advance: (saved: Generation) => void
  readonly dispatch: () => void
  readonly show: (generation: Generation) => void
  readonly fraction: () => number
  readonly clock: Pick<Timers, 'now' | 'sleep'>
  readonly log: Log
}

const backOff = { first: seconds(5), longest: seconds(60) }
/** After this long without an answer the generation is lost, if questions have failed for some of that time. */
const patience = hours(24)
const longestSilence = hours(6)
/** After this long a job that the provider does not know will not turn up any more. It has to say so more than once. */
const absence = minutes(10)
const fewestAbsences = 2

/**
 * How often a provider has to say that it does not know the job before it is sent again, one time after the other, and how often
 * it is sent at the most, beside those that were refused for the moment only. A submit may still be under way there when it was given up here, and the next one must not
 * overtake it.
 */
const resends: Readonly<Record<Idempotency, { readonly absences: number; readonly submits: number }>> = {
  refusesDuplicates: { absences: 2, submits: 5 },
  provesConflict: { absences: 1, submits: 2 },
  none: { absences: Number.POSITIVE_INFINITY, submits: 1 },
}

type LookupResult = 'found' | 'absent' | 'unknown'

export function createUnconfirmed(dependencies: UnconfirmedDependencies): Unconfirmed {
  const { providers, repository, health, submission, tasks, advance, dispatch, show } = dependencies
  const { fraction, clock, log } = dependencies

  /** How long the provider wishes to be left alone. */
  function restOf(id: string): number {
    const provider = repository.open.get(id)?.provider
    return provider === undefined ? 0 : health.restLeft(provider)
  }

  async function lookUp(provider: Provider | undefined, { id, taskId, request }: Generation): Promise<LookupResult> {
    if (provider?.lookup === undefined || taskId === undefined) return 'unknown'
    const askedAt = clock.now()
    try {
      const answer = await provider.lookup(taskId)
      health.recordSuccess(provider.id, 'poll', askedAt)
      if (!answer.found) return 'absent'
      const { operation } = answer
      const saved = await repository.saveWithRetry(id, (current) =>
        current.state === 'unconfirmed' && !isFinal(current)
          ? changeState(current, 'running', clock.now(), { operation })
          : undefined,
      )
      log.info({ generationId: id, provider: provider.id }, 'A submit whose answer was lost had arrived')
      show(saved)
      advance(saved)
      return 'found'
    } catch (error) {
      const facts = { ...describeError(error, request), generationId: id, provider: provider.id }
      log.warn(facts, 'Whether a submit arrived could not be asked')
      return 'unknown'
    }
  }

  async function endUnconfirmed(id: string, change: (current: Generation, at: number) => Generation): Promise<void> {
    const now = clock.now()
    const saved = await repository.saveWithRetry(id, (current) =>
      current.state === 'unconfirmed' && !isFinal(current) ? change(current, now) : undefined,
    )
    log.warn({ generationId: id, state: saved.state }, 'A submit without an answer came to its end')
    advance(saved)
  }

  /**
   * Not where nobody wants it any more, where its second body was refused, where there was no room for too long, and where its
   * model is offered no more.
   */
  function maySendAgain({ traits }: Provider, generation: Generation): boolean {
    const { id, submits } = generation
    const { unsendable, postponements = 0 } = repository.transient.peek(id) ?? {}
    if (isUnwanted(generation) || unsendable !== undefined) return false
    if (postponements > 0 && dependencies.isBlockedTooLong(generation)) return false
    return submits < resends[traits.idempotency].submits && modelOf(providers.catalogue, generation) !== undefined
  }

  /** The provider certainly never took it, which it has said more than once. */
  function endUnsent(current: Generation, at: number): Generation {
    if (isUnwanted(current)) return finish(current, 'cancelled', at, settledFree)
    const failure = repository.transient.peek(current.id)?.unsendable ?? { kind: 'providerUnavailable' }
    return finish(current, 'failed', at, settledFree, { failure })
  }

  function sendAgain(provider: Provider, id: string): void {
    health.beginTrial(provider.id, id)
    const leave = () => {
      health.endTrial(provider.id, id)
      dispatch()
    }
    tasks.run('submit', id, () => submission.resubmit(id, provider), leave)
  }

  return {
    async resolve(id) {
      let absences = 0
      let silentSince: number | undefined
      // Where there was no room it is left alone for longer and longer, too.
      const { postponements = 0 } = repository.transient.peek(id) ?? {}
      for (let questions = 1 + postponements; ; questions += 1) {
        const pause = computeBackOff(backOff, questions, fraction())
        await clock.sleep(Math.max(pause, restOf(id)))
        const generation = repository.open.get(id)
        if (tasks.isStopping() || generation?.state !== 'unconfirmed' || isFinal(generation)) return
        if (!submission.canLookUp(generation)) {
          return endUnconfirmed(id, (current) => ({
            ...current,
            settlement: settleUnknown(providers.catalogue, current),
            finishedAt: clock.now(),
          }))
        }
        const provider = providers.find(generation.provider)
        const result = await lookUp(provider, generation)
        if (result === 'found') return
        const now = clock.now()
        const age = now - (generation.submittedAt ?? generation.stateSince)
        absences = result === 'absent' ? absences + 1 : 0
        silentSince = result === 'unknown' ? (silentSince ?? now) : undefined
        if (result === 'absent') {
          const isSendable = provider !== undefined && age < patience && maySendAgain(provider, generation)
          const isAbsent = isSendable && absences >= resends[provider.traits.idempotency].absences
          if (isAbsent && health.permits(provider.id, generation.reserved)) {
            sendAgain(provider, id)
            return
          }
          // While nothing is sent there, it waits like everybody else.
          if (!isSendable && age >= absence && absences >= fewestAbsences) return endUnconfirmed(id, endUnsent)
        }
        const isSilent = silentSince !== undefined && now - silentSince >= longestSilence
        if (age >= patience && isSilent)
          return endUnconfirmed(id, (current, at) =>
            finish(current, 'lost', at, settleUnknown(providers.catalogue, current)),
          )
        await dependencies.markOverdue(id)
      }
    },
    async resolveInterrupted(id) {
      const taskId = repository.transient.peek(id)?.taskId
      const generation = repository.open.get(id)
      if (generation?.state !== 'submitting') return
      if (taskId === undefined || taskId !== generation.taskId) return submission.markUnconfirmed(id)
      const now = clock.now()
      advance(await repository.saveWithRetry(id, (current) => returnToQueue(current, current.passedOver, now)))
    },
  }
}
