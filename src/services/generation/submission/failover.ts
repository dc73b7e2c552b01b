import { hours, minutes, seconds } from '../../../domain/clock.ts'
import { PictureRefused } from '../../../domain/contracts/media.ts'
import { describeError, ProviderError, type ProviderErrorCode } from '../../../domain/contracts/provider.ts'
import type { Failure, Generation, ProviderId } from '../../../domain/generation.ts'
import { advance as changeState, finish } from '../../../domain/stateMachine.ts'
import { computeBackOff, type Timers } from '../../../lib/timers.ts'
import type { Log } from '../../../log.ts'
import type { GenerationRepository } from '../records/generationRepository.ts'
import { settledFree } from '../records/settlement.ts'
import type { ProviderHealth } from '../routing/providerHealth.ts'
import { isPaused, type ProviderDirectory } from '../routing/providers.ts'

/** What follows when a provider certainly did not take a job. */
type SubmitVerdict =
  /** Another provider would refuse it as well, or must not be asked. */
  | { readonly kind: 'end'; readonly failure: Failure }
  /** The provider's present trouble: the next one may take it, and the same one later. */
  | { readonly kind: 'tryNext' }

const verdicts: Readonly<Record<ProviderErrorCode, SubmitVerdict>> = {
  rejectedContent: { kind: 'end', failure: { kind: 'contentRefused' } },
  invalidInput: { kind: 'end', failure: { kind: 'requestRefused' } },
  unauthorized: { kind: 'tryNext' },
  outOfCredit: { kind: 'tryNext' },
  rateLimited: { kind: 'tryNext' },
  unavailable: { kind: 'tryNext' },
  timeout: { kind: 'tryNext' },
  badResponse: { kind: 'tryNext' },
}

export function classifySubmitError(error: Pick<ProviderError, 'code'>): SubmitVerdict {
  return verdicts[error.code]
}

/** Whether a thrown submit may have been accepted all the same. What nobody foresaw may have been, too. */
export function isAmbiguous(error: unknown): boolean {
  return !(error instanceof ProviderError) || error.ambiguous
}

/** Whether only the operator can mend it: a defect, or a request of ours that passed our own checks. The breaker tells of keys and credit. */
function isForOperator(error: unknown): boolean {
  return !(error instanceof ProviderError) || error.code === 'invalidInput'
}

/** Back among those that wait with us, without a trace of the submit that certainly was not accepted. */
export function returnToQueue(
  generation: Generation,
  passedOver: readonly ProviderId[],
  at: number,
): Generation | undefined {
  if (generation.state === 'queued') return { ...generation, passedOver: [...passedOver] }
  if (generation.state !== 'submitting') return undefined
  const { provider, modelId, taskId, submittedAt, ...rest } = generation
  return changeState(rest, 'queued', at, { passedOver: [...passedOver], submits: 0 })
}

/** What follows when a provider does not take a generation, and when none does. */
export interface Failover {
  /**
   * The provider certainly did not take the generation: the next one in the operator's order is tried, or all once more after a
   * pause, or when a provider takes generations again. One that is full is waited for. Refused content, invalid input and a picture that cannot be converted end
   * it at once.
   */
  failOver(generationId: string, provider: ProviderId, error: unknown): Promise<void>
  /** Keeps a waiting generation from being sent for the given milliseconds. */
  delay(generationId: string, milliseconds: number): void
  /** Whether nobody has taken it for so long that nobody waits for it any more. Begins to count when asked first. */
  isBlockedTooLong(generation: Generation): boolean
  /** Ends a generation that was blocked for too long, free of charge. */
  endBlocked(generationId: string): Promise<void>
  /** The configuration changed since it was accepted: nobody can serve it any more. */
  endUnservable(generationId: string): Promise<void>
}

interface FailoverDependencies {
  readonly repository: Pick<GenerationRepository, 'open' | 'transient' | 'saveWithRetry'>
  readonly providers: Pick<ProviderDirectory, 'findCandidates'>
  readonly health: Pick<ProviderHealth, 'outageReason' | 'recordFailure'>
  readonly advance: (saved: Generation) => void
  readonly dispatch: () => void
  /** Told of a generation for which the provider has no room, although we thought it had. */
  readonly onFull: (provider: ProviderId, generationId: string) => void
  readonly clock: Pick<Timers, 'now' | 'after'>
  readonly fraction: () => number
  readonly log: Log
}

const backOff = { first: seconds(15), longest: minutes(2) }
const fullBackOff = { first: seconds(2), longest: minutes(1) }
/** So long after the command a generation that nobody takes is given up, if it was blocked for some of that time. */
const patience = hours(24)
const shortestBlock = hours(1)

export function createFailover(dependencies: FailoverDependencies): Failover {
  const { repository, providers, health, advance, dispatch, onFull, clock, fraction, log } = dependencies
  const { transient } = repository

  function endFree(id: string, findFailure: (current: Generation) => Failure): Promise<Generation> {
    const now = clock.now()
    return repository.saveWithRetry(id, (current) =>
      current.state === 'queued' || current.state === 'submitting'
        ? finish(current, 'failed', now, settledFree, { failure: findFailure(current) })
        : undefined,
    )
  }

  async function endRefused(id: string, failure: Failure): Promise<void> {
    const saved = await endFree(id, () => failure)
    log.info({ generationId: id, failure: failure.kind }, 'A generation failed before it was accepted')
    advance(saved)
  }

  async function waitAgain(id: string, passedOver: readonly ProviderId[]): Promise<void> {
    const now = clock.now()
    const state = transient.get(id)
    state.positionShown = undefined
    state.wasReturned = true
    advance(await repository.saveWithRetry(id, (current) => returnToQueue(current, passedOver, now)))
  }

  function delay(id: string, milliseconds: number): void {
    const state = transient.get(id)
    state.isBackingOff = true
    clock.after(milliseconds, () => {
      state.isBackingOff = false
      dispatch()
    })
  }

  function isBlockedTooLong({ id, createdAt }: Generation): boolean {
    const now = clock.now()
    const state = transient.get(id)
    state.blockedSince ??= now
    return now - createdAt >= patience && now - state.blockedSince >= shortestBlock
  }

  function findBlock(generation: Generation): Failure {
    const reasons = providers.findCandidates(generation).map(({ provider }) => health.outageReason(provider))
    const isEmpty = reasons.includes('outOfCredit') && !reasons.includes('outage') && !reasons.includes(undefined)
    return { kind: isEmpty ? 'outOfCredit' : 'providerUnavailable' }
  }

  async function endBlocked(id: string): Promise<void> {
    const saved = await endFree(id, findBlock)
    log.warn({ generationId: id }, 'A generation ended because no provider took it for too long')
    advance(saved)
  }

  /** The next provider, or all of them once more. */
  async function tryElsewhere(generation: Generation, provider: ProviderId): Promise<void> {
    const { id } = generation
    const passedOver = [...generation.passedOver.filter((each) => each !== provider), provider]
    const isLeft = providers
      .findCandidates({ ...generation, passedOver })
      .some((model) => !passedOver.includes(model.provider) && health.outageReason(model.provider) === undefined)
    if (isLeft) return waitAgain(id, passedOver)
    if (isBlockedTooLong(generation)) return endBlocked(id)
    // While nothing is sent to any provider, the end of that is what it waits for.
    if (!isPaused(providers, health, { ...generation, state: 'queued', passedOver: [] })) {
      const state = transient.get(id)
      state.failedAttempts += 1
      delay(id, computeBackOff(backOff, state.failedAttempts, fraction()))
    }
    return waitAgain(id, [])
  }

  /** A full provider is waited for, and how much it takes is known now. */
  async function waitForRoom(generation: Generation, provider: ProviderId): Promise<void> {
    const { id } = generation
    onFull(provider, id)
    if (isBlockedTooLong(generation)) return endBlocked(id)
    const state = transient.get(id)
    state.failedAttempts += 1
    delay(id, computeBackOff(fullBackOff, state.failedAttempts, fraction()))
    return waitAgain(id, generation.passedOver)
  }

  return {
    async failOver(id, provider, error) {
      if (error instanceof PictureRefused) {
        const { role, problem } = error
        return endRefused(id, { kind: 'pictureRefused', role, problem })
      }
      health.recordFailure(provider, 'submit', error)
      const generation = repository.open.get(id)
      if (generation === undefined) return
      const facts = { ...describeError(error, generation.request), generationId: id, provider }
      if (isForOperator(error)) log.error(facts, 'A provider did not take a generation: this needs the operator')
      else log.warn(facts, 'A provider did not take a generation')
      if (!(error instanceof ProviderError)) return endRefused(id, { kind: 'requestRefused' })
      if (error.isFull) return waitForRoom(generation, provider)
      const verdict = classifySubmitError(error)
      if (verdict.kind === 'end') return endRefused(id, verdict.failure)
      return tryElsewhere(generation, provider)
    },
    delay,
    isBlockedTooLong,
    endBlocked,
    async endUnservable(id) {
      const now = clock.now()
      const saved = await repository.saveWithRetry(id, (current) =>
        current.state === 'queued'
          ? finish(current, 'failed', now, settledFree, { failure: { kind: 'providerUnavailable' } })
          : undefined,
      )
      log.error({ generationId: id }, 'A waiting generation ended: no configured provider can serve it')
      advance(saved)
    },
  }
}
