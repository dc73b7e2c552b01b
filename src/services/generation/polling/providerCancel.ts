import type { Clock } from '../../../domain/clock.ts'
import type { CancelOutcome } from '../../../domain/contracts/generations.ts'
import type { CancelAnswer, Provider } from '../../../domain/contracts/provider.ts'
import type { Generation } from '../../../domain/generation.ts'
import { createKeyQueue } from '../../../lib/concurrency.ts'
import type { Log } from '../../../log.ts'
import { describeError } from '../describeError.ts'
import type { GenerationRepository } from '../records/generationRepository.ts'
import { finish, settledFree } from '../records/settlement.ts'

/** The generation moved on while the answer was sought: it is asked again in its new state. */
export type Moved = 'moved'

/** Cancels at a provider, one at a time for each generation: a second one would be told that it comes too late. */
export interface ProviderCancel {
  /** A person wants to cancel one that is running. `isConfirmed` once the person knows that it will be billed. */
  cancel(generationId: string, isConfirmed: boolean): Promise<CancelOutcome | Moved>
  /**
   * Carries out a cancel that was asked for before the provider had given its answer. Fails softly: what could not be asked or
   * saved is tried again with the next poll.
   */
  carryOut(generation: Generation): Promise<void>
}

export interface ProviderCancelDependencies {
  readonly providers: readonly Provider[]
  readonly repository: Pick<GenerationRepository, 'open' | 'save'>
  readonly advance: (saved: Generation) => void
  readonly show: (generation: Generation) => void
  readonly clock: Pick<Clock, 'now'>
  readonly log: Log
}

const isAskedFor = ({ state, cancelRequestedAt, abandonedAt }: Generation) =>
  state === 'running' && cancelRequestedAt !== undefined && abandonedAt === undefined

export function createProviderCancel(dependencies: ProviderCancelDependencies): ProviderCancel {
  const { providers, repository, advance, show, clock, log } = dependencies
  const queue = createKeyQueue()

  /** The cancel came too late: the generation goes on, and whoever still wants to stop is asked. */
  async function dropCancelRequest(id: string): Promise<void> {
    const before = repository.open.get(id)
    const saved = await repository.save(id, (current) => {
      if (current.state !== 'running' || current.cancelRequestedAt === undefined) return undefined
      const { cancelRequestedAt, ...rest } = current
      return rest
    })
    if (saved !== before && saved.state === 'running') show(saved)
  }

  async function abandon(id: string): Promise<CancelOutcome | Moved> {
    const now = clock.now()
    const saved = await repository.save(id, (current) =>
      current.state === 'running' ? { ...current, abandonedAt: current.abandonedAt ?? now } : undefined,
    )
    if (saved.state !== 'running') return 'moved'
    log.info({ generationId: id }, 'A running generation was abandoned')
    show(saved)
    return { kind: 'abandoned' }
  }

  async function askProvider(generation: Generation): Promise<CancelAnswer> {
    const provider = providers.find(({ id }) => id === generation.provider)
    if (provider === undefined) return 'unknown'
    if (provider.cancel === undefined || generation.operation === undefined) return 'tooLate'
    try {
      return await provider.cancel(generation.operation)
    } catch (error) {
      const facts = { ...describeError(error, generation.request), generationId: generation.id }
      log.warn(facts, 'A cancel failed and is tried again with the next check')
      return 'unknown'
    }
  }

  async function cancelNow(id: string, isConfirmed: boolean): Promise<CancelOutcome | Moved> {
    const generation = repository.open.get(id)
    if (generation?.state !== 'running') return 'moved'
    if (generation.abandonedAt !== undefined) return { kind: 'abandoned' }
    const answer = await askProvider(generation)
    if (answer === 'tooLate') {
      if (isConfirmed) return abandon(id)
      await dropCancelRequest(id)
      return { kind: 'cannotStop' }
    }
    const now = clock.now()
    const saved = await repository.save(id, (current) => {
      if (current.state !== 'running') return undefined
      if (answer === 'cancelled') return finish(current, 'cancelled', now, settledFree)
      return current.cancelRequestedAt === undefined ? { ...current, cancelRequestedAt: now } : undefined
    })
    if (saved.state === 'cancelled') {
      advance(saved)
      return { kind: 'cancelled' }
    }
    if (saved.state !== 'running') return 'moved'
    show(saved)
    return { kind: 'requested' }
  }

  async function carryOutNow(generation: Generation): Promise<void> {
    const { id, operation } = generation
    const provider = providers.find((each) => each.id === generation.provider)
    if (operation === undefined || provider === undefined) return
    try {
      const answer = provider.cancel === undefined ? 'tooLate' : await provider.cancel(operation)
      log.info({ generationId: id, answer }, 'A wanted cancel was carried out')
      if (answer === 'tooLate') await dropCancelRequest(id)
      if (answer !== 'cancelled') return
      const now = clock.now()
      const saved = await repository.save(id, (current) =>
        current.state === 'running' ? finish(current, 'cancelled', now, settledFree) : undefined,
      )
      advance(saved)
    } catch (error) {
      const facts = { ...describeError(error, generation.request), generationId: id }
      log.warn(facts, 'A wanted cancel failed and is tried again with the next check')
    }
  }

  return {
    cancel: (id, isConfirmed) => queue.run(id, () => cancelNow(id, isConfirmed)),
    async carryOut(generation) {
      if (!isAskedFor(generation)) return
      await queue.run(generation.id, async () => {
        const current = repository.open.get(generation.id)
        if (current !== undefined && isAskedFor(current)) await carryOutNow(current)
      })
    },
  }
}
