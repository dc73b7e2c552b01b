import { type Clock, hours } from '../../../domain/clock.ts'
import {
  describeError,
  type PollItem,
  type PollOutcome,
  type PollState,
  type Provider,
  ProviderError,
} from '../../../domain/contracts/provider.ts'
import type { Generation, ProviderId } from '../../../domain/generation.ts'
import { finish, isRunning } from '../../../domain/stateMachine.ts'
import { createLimiter, type Limiter, splitIntoChunks } from '../../../lib/concurrency.ts'
import type { Log } from '../../../log.ts'
import type { Cancels } from '../cancel.ts'
import type { GenerationRepository } from '../records/generationRepository.ts'
import { reportOddCost, settledFree, settleFailed, settleUnknown } from '../records/settlement.ts'
import type { ProviderHealth } from '../routing/providerHealth.ts'
import type { ProviderDirectory } from '../routing/providers.ts'
import type { TaskRunner } from '../taskRunner.ts'
import type { PollScheduler } from './pollScheduler.ts'
import type { FinishedVideos } from './results.ts'

/**
 * Polling: what is running at a provider is asked for until it has ended.
 *
 * - When is planned per generation, from what earlier renders taught (`renderTimes.ts`, `pollPlan.ts`), and gathered into
 *   rounds (`pollScheduler.ts`), so that one request carries many where the API allows it.
 * - A failed poll says nothing about the generation. A job is lost only after a day without any word.
 * - A finished video is saved as found before its bytes are fetched, and its end is saved with the settlement in one write
 *   (`results.ts`).
 * - A cancel that was asked for is carried out before the poll (`../cancel.ts`).
 * - A defect in what a poll found sets that one generation aside; the others of the round go on.
 */
interface Poller {
  /** Polls generations that are due. Never rejects. */
  poll(generationIds: readonly string[]): Promise<void>
}

interface PollerDependencies {
  readonly providers: ProviderDirectory
  readonly repository: Pick<GenerationRepository, 'open' | 'transient' | 'save' | 'saveWithRetry'>
  readonly health: Pick<ProviderHealth, 'restLeft' | 'recordSuccess' | 'recordFailure'>
  readonly scheduler: Pick<PollScheduler, 'schedule' | 'markOverdue'>
  readonly videos: FinishedVideos
  readonly cancels: Pick<Cancels, 'carryOut'>
  readonly tasks: Pick<TaskRunner, 'run' | 'isStopping'>
  readonly advance: (saved: Generation) => void
  readonly show: (generation: Generation) => void
  readonly clock: Pick<Clock, 'now'>
  readonly log: Log
}

/** How many requests go to one provider at once. */
const requestsAtOnce = 8
/** After this long without an end the generation is lost, unless nobody can say how it stands. */
const patience = hours(24)
/** So long, and so often, polls have to fail before they count as an answer: a single one decides nothing. */
const longestSilence = hours(6)
const fewestFailures = 10

type InFlight = Extract<PollState, { status: 'waiting' | 'rendering' }>

export function createPoller(dependencies: PollerDependencies): Poller {
  const { providers, repository, health, scheduler, videos, cancels, tasks } = dependencies
  const { advance, show, clock, log } = dependencies
  const { transient } = repository
  const limiters = new Map<ProviderId, Limiter>(
    providers.configured.map(({ id }) => [id, createLimiter(requestsAtOnce)]),
  )

  /** A poll that failed says nothing about the generation; nor does a provider that does not find the job. */
  function recordFailedPoll({ id, provider, request }: Generation, outcome: ProviderError | 'gone' | 'missing'): void {
    const state = transient.get(id)
    state.pollFailures += 1
    if (outcome !== 'gone') state.unansweredSince ??= clock.now()
    if (state.pollFailures > 1) return
    const finding = outcome instanceof ProviderError ? describeError(outcome, request) : { outcome }
    log.warn({ ...finding, generationId: id, provider }, 'A check failed')
  }

  async function saveProgress(id: string, { status, ...rest }: InFlight): Promise<void> {
    const position = 'position' in rest ? rest.position : undefined
    const before = repository.open.get(id)
    const saved = await repository.save(id, (current) => {
      const isSame = current.progress?.status === status && current.progress.position === position
      // What has begun to render does not wait again, whatever is said of it meanwhile.
      const isStepBack = current.progress?.status === 'rendering' && status === 'waiting'
      if (current.state !== 'running' || isSame || isStepBack) return undefined
      return { ...current, progress: { status, ...(position !== undefined && { position }) } }
    })
    if (saved !== before && saved.state === 'running') show(saved)
  }

  async function endRunning(id: string, change: (current: Generation, at: number) => Generation): Promise<void> {
    const now = clock.now()
    const saved = await repository.saveWithRetry(id, (current) =>
      current.state === 'running' ? change(current, now) : undefined,
    )
    const { state, failure, submittedAt, provider } = saved
    const milliseconds = submittedAt === undefined ? undefined : now - submittedAt
    log.info({ generationId: id, provider, state, failure: failure?.kind, milliseconds }, 'A generation ended')
    advance(saved)
  }

  /** Whether what the poll found is the last that anybody will hear of the job. */
  function isLastWord(generation: Generation, outcome: PollOutcome | undefined): boolean {
    const now = clock.now()
    if (now - (generation.submittedAt ?? generation.stateSince) < patience) return false
    // The fetch of a finished video has a patience of its own, and ends with the link.
    if (outcome !== undefined && !(outcome instanceof ProviderError)) return outcome.status !== 'succeeded'
    const { pollFailures, unansweredSince = now } = transient.get(generation.id)
    return pollFailures >= fewestFailures && now - unansweredSince >= longestSilence
  }

  async function applyOutcome(generation: Generation, outcome: PollOutcome | undefined): Promise<void> {
    const { id, found } = generation
    // The fetch of a finished video counts its own failures. Once there was a video, nothing said later makes it go away.
    if (outcome !== undefined && 'videoUrl' in outcome) return videos.store(generation, outcome)
    if (found !== undefined) return videos.store(generation, found)
    if (outcome === undefined) return recordFailedPoll(generation, 'missing')
    if (outcome instanceof ProviderError) return recordFailedPoll(generation, outcome)
    const state = transient.get(id)
    state.unansweredSince = undefined
    if (outcome.status === 'gone') return recordFailedPoll(generation, 'gone')
    state.pollFailures = 0
    switch (outcome.status) {
      case 'waiting':
      case 'rendering':
        state.unfinishedAt = clock.now()
        return saveProgress(id, outcome)
      case 'cancelled':
        return endRunning(id, (current, at) => finish(current, 'cancelled', at, settledFree))
      case 'failed': {
        const { failure, cost } = outcome
        await endRunning(id, (current, at) =>
          finish(current, 'failed', at, settleFailed(providers.catalogue, current, cost), { failure }),
        )
        return reportOddCost({ catalogue: providers.catalogue, log }, generation, cost, 'failed')
      }
    }
  }

  async function giveUp(generation: Generation): Promise<void> {
    const { id, found } = generation
    if (found !== undefined) return videos.handOutLink(generation, found)
    await endRunning(id, (current, at) => finish(current, 'lost', at, settleUnknown(providers.catalogue, current)))
  }

  /** Takes in what one poll found, and plans the next one while the generation goes on. */
  async function applyAndContinue(id: string, outcome: PollOutcome | undefined): Promise<void> {
    const generation = repository.open.get(id)
    if (generation?.state !== 'running') return
    await applyOutcome(generation, outcome)
    await scheduler.markOverdue(id)
    const current = repository.open.get(id)
    if (current?.state !== 'running') return
    if (isLastWord(current, outcome)) await giveUp(current)
    else scheduler.schedule(current)
  }

  function apply(id: string, outcome: PollOutcome | undefined): void {
    tasks.run('poll', id, () => applyAndContinue(id, outcome))
  }

  /** The provider wishes to be left alone: nothing is asked until then. */
  function postpone(generations: readonly Generation[]): void {
    for (const { id } of generations) {
      tasks.run('poll', id, async () => {
        await scheduler.markOverdue(id)
        const current = repository.open.get(id)
        if (current?.state === 'running') scheduler.schedule(current)
      })
    }
  }

  /** One answer is enough: the others may be the fault of their jobs. */
  function recordHealth(provider: ProviderId, outcomes: readonly PollOutcome[], askedAt: number): void {
    const [error] = outcomes
    if (outcomes.some((outcome) => !(outcome instanceof ProviderError))) health.recordSuccess(provider, 'poll', askedAt)
    else health.recordFailure(provider, 'poll', error)
  }

  async function request(provider: Provider, items: readonly PollItem[]): Promise<ReadonlyMap<string, PollOutcome>> {
    const askedAt = clock.now()
    try {
      const outcomes = await provider.poll(items)
      recordHealth(provider.id, [...outcomes.values()], askedAt)
      return outcomes
    } catch (error) {
      log.error({ error, provider: provider.id }, 'A check broke its promise never to throw')
      return new Map()
    }
  }

  async function pollChunk(provider: Provider, generations: readonly Generation[]): Promise<void> {
    if (health.restLeft(provider.id) > 0) return postpone(generations)
    const limited = limiters.get(provider.id)
    const outcomes = await limited?.(async () => {
      const items = generations.flatMap(({ id }) => {
        const current = repository.open.get(id)
        return current !== undefined && isRunning(current) ? [{ generationId: id, operation: current.operation }] : []
      })
      return items.length === 0 || tasks.isStopping() ? undefined : request(provider, items)
    })
    if (outcomes === undefined || tasks.isStopping()) return
    for (const { id } of generations) apply(id, outcomes.get(id))
  }

  async function pollAll(due: readonly Generation[]): Promise<void> {
    const unconfigured = due.filter(({ provider }) => providers.find(provider) === undefined)
    for (const { id } of unconfigured) apply(id, undefined)
    await Promise.all(
      providers.configured.flatMap((provider) =>
        splitIntoChunks(
          due.filter((generation) => generation.provider === provider.id),
          provider.pollsPerRequest,
        ).map((generations) => pollChunk(provider, generations)),
      ),
    )
  }

  /**
   * At each provider in as few requests as its API allows, a few requests at a time. A cancel that was asked for is tried
   * before the poll, without holding the others up.
   */
  async function pollRunning(ids: readonly string[]): Promise<void> {
    const due = ids.flatMap((id) => repository.open.get(id) ?? []).filter(({ state }) => state === 'running')
    const calm = due.filter(({ cancelRequestedAt }) => cancelRequestedAt === undefined)
    const cancelled = due.filter(({ cancelRequestedAt }) => cancelRequestedAt !== undefined)
    await Promise.all([
      pollAll(calm),
      ...cancelled.map(async (generation) => {
        await cancels.carryOut(generation)
        await pollAll([generation])
      }),
    ])
  }

  return {
    async poll(ids) {
      if (tasks.isStopping()) return
      try {
        await pollRunning(ids)
      } catch (error) {
        log.error({ error }, 'A round of polls broke off; its generations are polled again')
        for (const id of ids) {
          const generation = repository.open.get(id)
          if (generation?.state === 'running') tasks.run('poll', id, async () => scheduler.schedule(generation))
        }
      }
    },
  }
}
