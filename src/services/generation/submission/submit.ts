import { seconds } from '../../../domain/clock.ts'
import { PictureRefused } from '../../../domain/contracts/media.ts'
import { describeError, type PreparedSubmit, type Provider, ProviderError } from '../../../domain/contracts/provider.ts'
import { StoreFailure } from '../../../domain/contracts/store.ts'
import type { Failure, Generation, Operation, ProviderId } from '../../../domain/generation.ts'
import { type Model, modelOf } from '../../../domain/models.ts'
import { advance as changeState, finish, isFinal, isUnwanted } from '../../../domain/stateMachine.ts'
import { untilAborted } from '../../../lib/timeout.ts'
import { computeBackOff, type Timers } from '../../../lib/timers.ts'
import type { Log } from '../../../log.ts'
import type { GenerationRepository } from '../records/generationRepository.ts'
import { settleUnknown } from '../records/settlement.ts'
import type { ProviderHealth } from '../routing/providerHealth.ts'
import type { ProviderDirectory } from '../routing/providers.ts'
import type { TaskRunner } from '../taskRunner.ts'
import { classifySubmitError, type Failover, isAmbiguous } from './failover.ts'

/**
 * The one POST that costs money.
 *
 * - `submitting` is saved with the task id before anything is sent; a POST is never repeated blindly.
 * - A POST without a clear answer may have been accepted: the generation is `unconfirmed`, and `unconfirmed.ts` asks. Where
 *   the provider cannot be asked, that is the end.
 * - After the provider said that it does not know the task id, and only then, it is sent once more with the same task id.
 * - What a refusal means is decided by `failover.ts`. One of a second POST that only says "later" is waited out, uncounted.
 * - A stop waits for the POSTs in flight until their outcome is saved.
 */
export interface Submission {
  /**
   * Prepares the body, which is free, and then takes a slot; saves `submitting` with the task id; only then sends the POST.
   */
  submit(generationId: string, model: Model): Promise<void>
  /**
   * The one second POST, with the same task id, after the provider said that it does not know it. Where that cannot be
   * prepared or saved, the question is asked anew.
   */
  resubmit(generationId: string, provider: Provider): Promise<void>
  /** The POST was sent and its outcome is not known. Where the provider can be asked, it is; elsewhere this is the end. */
  markUnconfirmed(generationId: string, error?: unknown): Promise<void>
  /** Whether anybody can find out what became of a submit. A provider that is not configured just now may be again. */
  canLookUp(generation: Generation): boolean
  /** Resolves when the outcome of every POST in flight is saved. Never rejects. */
  settled(): Promise<void>
  /** How many POSTs are in flight. */
  countInFlight(): number
}

interface SubmissionDependencies {
  readonly providers: ProviderDirectory
  readonly repository: Pick<GenerationRepository, 'open' | 'transient' | 'save' | 'saveWithRetry'>
  readonly health: Pick<ProviderHealth, 'recordSuccess' | 'recordFailure'>
  readonly failover: Pick<Failover, 'failOver' | 'delay'>
  /** Resolves with true once the generation has a slot, with false where it is to be chosen anew, or has ended. */
  readonly takeSlot: (generationId: string, signal: AbortSignal) => Promise<boolean>
  /** Told of a generation for which the provider has no room, although we thought it had. */
  readonly onFull: (provider: ProviderId, generationId: string) => void
  readonly tasks: Pick<TaskRunner, 'signalOf' | 'isStopping'>
  readonly advance: (saved: Generation) => void
  readonly show: (generation: Generation) => void
  readonly createTaskId: () => string
  readonly fraction: () => number
  readonly clock: Pick<Timers, 'now' | 'sleep'>
  readonly log: Log
}

const saveBackOff = { first: seconds(5), longest: seconds(120) }
const pauseAfterFailure = seconds(30)

type SubmitResult = { readonly operation: Operation } | { readonly error: unknown }
type Preparation = { readonly prepared: PreparedSubmit } | { readonly failure: Failure | undefined }

async function post(provider: Provider, prepared: PreparedSubmit, taskId: string): Promise<SubmitResult> {
  try {
    return { operation: await provider.submit(prepared, { taskId }) }
  } catch (error) {
    return { error }
  }
}

/**
 * There is no room or no time for it just now, which says nothing about an earlier POST. Where duplicates are refused it may be
 * sent again as often as that takes.
 */
function isForLater({ traits }: Provider, error: unknown): boolean {
  return (
    traits.idempotency === 'refusesDuplicates' &&
    error instanceof ProviderError &&
    error.code === 'rateLimited' &&
    !error.ambiguous
  )
}

/** The job itself was refused, so that no earlier POST of it can have been accepted. */
function isRefusedJob(error: unknown): boolean {
  return error instanceof ProviderError && classifySubmitError(error).kind === 'end'
}

export function createSubmission(dependencies: SubmissionDependencies): Submission {
  const { providers, repository, health, failover, tasks, advance, show, fraction, clock, log } = dependencies
  const { transient } = repository
  const inFlight = new Set<Promise<void>>()

  function canLookUp({ provider: id }: Generation): boolean {
    const provider = providers.find(id)
    return provider === undefined || provider.lookup !== undefined
  }

  async function markUnconfirmed(id: string, error?: unknown, counts = true): Promise<void> {
    const now = clock.now()
    const saved = await repository.saveWithRetry(id, (current) => {
      if (current.state !== 'submitting') return undefined
      return canLookUp(current)
        ? changeState(current, 'unconfirmed', now, counts ? {} : { submits: current.submits - 1 })
        : finish(current, 'unconfirmed', now, settleUnknown(providers.catalogue, current))
    })
    log.warn(
      { ...(error !== undefined && describeError(error, saved.request)), generationId: id, provider: saved.provider },
      'Whether a submit arrived is not known',
    )
    if (!isFinal(saved)) show(saved)
    advance(saved)
  }

  async function sendAndSave(provider: Provider, generation: Generation, prepared: PreparedSubmit): Promise<void> {
    const { id, taskId, submits } = generation
    if (taskId === undefined) throw new Error('A submit needs its task id saved')
    const sentAt = clock.now()
    const result = await post(provider, prepared, taskId)
    if ('operation' in result) {
      health.recordSuccess(provider.id, 'submit', sentAt)
      const facts = { generationId: id, provider: provider.id, milliseconds: clock.now() - sentAt }
      log.info(facts, 'A generation was submitted')
      const saved = await repository.saveWithRetry(id, (current) =>
        current.state === 'submitting'
          ? changeState(current, 'running', clock.now(), { operation: result.operation })
          : undefined,
      )
      show(saved)
      advance(saved)
      return
    }
    const { error } = result
    // After a second POST even a plain no leaves the first one open, unless the job itself was refused.
    const isOpen = isAmbiguous(error) || (submits > 1 && !isRefusedJob(error))
    if (isOpen) {
      health.recordFailure(provider.id, 'submit', error)
      const isPostponed = submits > 1 && isForLater(provider, error)
      if (isPostponed) transient.get(id).postponements += 1
      if (isPostponed && error instanceof ProviderError && error.isFull) dependencies.onFull(provider.id, id)
      await markUnconfirmed(id, error, !isPostponed)
    } else await failover.failOver(id, provider.id, error)
  }

  /** A stop waits for this: from before `submitting` is saved until the outcome of its POST is. */
  async function track(saveAndSend: () => Promise<void>): Promise<void> {
    const sending = saveAndSend()
    inFlight.add(sending)
    try {
      await sending
    } finally {
      inFlight.delete(sending)
    }
  }

  /** Nothing, where the preparation failed or was called off; what follows from that is done by then. */
  async function prepareFirst(
    provider: Provider,
    model: Model,
    { id, request, frames }: Generation,
  ): Promise<PreparedSubmit | undefined> {
    const signal = tasks.signalOf(id)
    try {
      return await untilAborted(provider.prepare(model, request, frames, signal), signal)
    } catch (error) {
      if (!signal.aborted) await failover.failOver(id, provider.id, error)
      return undefined
    }
  }

  /** Nothing, where `submitting` is not saved: then nothing may be sent. */
  async function saveFirst(id: string, model: Model): Promise<Generation | undefined> {
    const state = transient.get(id)
    state.taskId ??= dependencies.createTaskId()
    const { taskId } = state
    const now = clock.now()
    try {
      const saved = await repository.save(id, (current) =>
        current.state === 'queued' && !isUnwanted(current) && !tasks.isStopping()
          ? changeState(current, 'submitting', now, {
              provider: model.provider,
              modelId: model.id,
              taskId,
              submits: current.submits + 1,
              submittedAt: now,
              passedOver: current.passedOver.filter((each) => each !== model.provider),
            })
          : undefined,
      )
      state.submitSaveFailures = 0
      // A cancel may have come first. The task id tells ours from anything else that stands there.
      return saved.state === 'submitting' && saved.taskId === taskId ? saved : undefined
    } catch (error) {
      if (!(error instanceof StoreFailure)) throw error
      state.submitSaveFailures += 1
      log.error({ error, generationId: id }, 'A generation was not submitted because that could not be saved')
      failover.delay(id, computeBackOff(saveBackOff, state.submitSaveFailures, fraction()))
      return undefined
    }
  }

  async function prepareAgain(provider: Provider, generation: Generation): Promise<Preparation> {
    const { id, request, frames } = generation
    const model = modelOf(providers.catalogue, generation)
    if (model === undefined) {
      const facts = { generationId: id, provider: provider.id }
      log.error(facts, 'A second submit is not made: its model is not offered any more')
      return { failure: undefined }
    }
    const signal = tasks.signalOf(id)
    try {
      return { prepared: await untilAborted(provider.prepare(model, request, frames, signal), signal) }
    } catch (error) {
      if (signal.aborted) return { failure: undefined }
      // No defect, and no verdict while the first POST may turn up: it is asked anew.
      if (error instanceof PictureRefused) return { failure: undefined }
      if (!(error instanceof ProviderError)) throw error
      const facts = { ...describeError(error, request), generationId: id, provider: provider.id }
      log.warn(facts, 'A second submit could not be prepared')
      const verdict = classifySubmitError(error)
      return { failure: verdict.kind === 'end' ? verdict.failure : undefined }
    }
  }

  /** Nothing, unless this very save made it `submitting`: only then may it be sent. */
  async function saveAgain(generation: Generation): Promise<Generation | undefined> {
    const now = clock.now()
    let isOurs = false
    const saved = await repository.saveWithRetry(generation.id, (current) => {
      isOurs =
        !tasks.isStopping() &&
        current.state === 'unconfirmed' &&
        current.submits === generation.submits &&
        !isUnwanted(current)
      return isOurs
        ? changeState(current, 'submitting', now, { submits: current.submits + 1, submittedAt: now })
        : undefined
    })
    if (isOurs) return saved
    advance(saved)
    return undefined
  }

  return {
    async submit(id, model) {
      const generation = repository.open.get(id)
      const provider = providers.find(model.provider)
      if (generation?.state !== 'queued' || provider === undefined) return
      const prepared = await prepareFirst(provider, model, generation)
      if (prepared === undefined) return
      if (!(await dependencies.takeSlot(id, tasks.signalOf(id))) || tasks.isStopping()) return
      await track(async () => {
        const submitting = await saveFirst(id, model)
        if (submitting === undefined) return
        transient.get(id).taskId = undefined
        show(submitting)
        await sendAndSave(provider, submitting, prepared)
      })
    },
    async resubmit(id, provider) {
      const generation = repository.open.get(id)
      if (generation?.state !== 'unconfirmed') return
      const preparation = await prepareAgain(provider, generation)
      if ('prepared' in preparation) {
        const { prepared } = preparation
        await track(async () => {
          const submitting = await saveAgain(generation)
          if (submitting === undefined) return
          show(submitting)
          await sendAndSave(provider, submitting, prepared)
        })
        return
      }
      // No verdict while the first POST may turn up: the provider is asked on.
      transient.get(id).unsendable = preparation.failure
      await clock.sleep(pauseAfterFailure)
      advance(repository.open.get(id) ?? generation)
    },
    markUnconfirmed: (id, error) => markUnconfirmed(id, error),
    canLookUp,
    async settled() {
      await Promise.allSettled(inFlight)
    },
    countInFlight: () => inFlight.size,
  }
}
