import type { CancelOutcome } from '../../domain/contracts/generations.ts'
import { type CancelAnswer, describeError } from '../../domain/contracts/provider.ts'
import type { Generation } from '../../domain/generation.ts'
import { isFinal } from '../../domain/stateMachine.ts'
import { UserError } from '../../domain/userError.ts'
import { createKeyQueue } from '../../lib/concurrency.ts'
import type { Timers } from '../../lib/timers.ts'
import type { Log } from '../../log.ts'
import { type GenerationRepository, NotOpen } from './records/generationRepository.ts'
import { finish, settledFree } from './records/settlement.ts'
import type { ProviderDirectory } from './routing/providers.ts'

/**
 * All ways to cancel: free while the generation waits with us, by the provider's answer afterwards.
 *
 * - At a provider one cancel at a time is tried for each generation: a second one would be told that it comes too late.
 * - What was asked for while it is being sent is carried out as soon as it is known where it stands.
 */
export interface Cancels {
  /** A person wants to cancel it. `isConfirmed` once the person knows that it will be billed. Throws a UserError. */
  cancel(generationId: string, isConfirmed: boolean): Promise<CancelOutcome>
  /** A cancel that was asked for while it was being sent, and nobody took it: free after all. */
  cancelWaiting(generationId: string): Promise<void>
  /**
   * Carries out a cancel that was asked for before the provider had given its answer. Fails softly: what could not be asked or
   * saved is tried again with the next poll.
   */
  carryOut(generation: Generation): Promise<void>
}

interface CancelsDependencies {
  readonly providers: Pick<ProviderDirectory, 'find'>
  readonly repository: Pick<GenerationRepository, 'open' | 'find' | 'save' | 'saveWithRetry'>
  readonly advance: (saved: Generation) => void
  readonly show: (generation: Generation) => void
  readonly clock: Pick<Timers, 'now'>
  readonly log: Log
}

/** The generation moved on while the answer was sought: it is asked again in its new state. */
type Moved = 'moved'

const isWithUs = ({ state }: Generation) => state === 'received' || state === 'preparing' || state === 'queued'

const isAskedFor = ({ state, cancelRequestedAt, abandonedAt }: Generation) =>
  state === 'running' && cancelRequestedAt !== undefined && abandonedAt === undefined

export function createCancels(dependencies: CancelsDependencies): Cancels {
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
    const provider = providers.find(generation.provider)
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

  async function cancelRunning(id: string, isConfirmed: boolean): Promise<CancelOutcome | Moved> {
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
    const provider = providers.find(generation.provider)
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

  async function cancelHere(id: string): Promise<CancelOutcome | Moved> {
    const now = clock.now()
    let isOurs = false
    const saved = await repository.save(id, (current) => {
      isOurs = isWithUs(current)
      return isOurs ? finish(current, 'cancelled', now, settledFree) : undefined
    })
    if (saved.state !== 'cancelled') return 'moved'
    if (isOurs) log.info({ generationId: id }, 'A waiting generation was cancelled')
    advance(saved)
    return { kind: 'cancelled' }
  }

  /** It is being sent, or nobody knows whether it was: carried out as soon as that is known. */
  async function cancelLater(generation: Generation, isConfirmed: boolean): Promise<CancelOutcome | Moved> {
    const { id, state } = generation
    const now = clock.now()
    const provider = providers.find(generation.provider)
    const isAbandoning = isConfirmed && provider?.cancel === undefined
    const saved = await repository.save(id, (current) => {
      if (current.state !== state || isFinal(current)) return undefined
      return {
        ...current,
        cancelRequestedAt: current.cancelRequestedAt ?? now,
        ...(isAbandoning && { abandonedAt: current.abandonedAt ?? now }),
      }
    })
    if (saved.cancelRequestedAt === undefined || saved.state !== state) return 'moved'
    show(saved)
    return { kind: isAbandoning ? 'abandoned' : 'requested' }
  }

  /** One attempt, on the record as it stands now. */
  async function cancelOnce(id: string, isConfirmed: boolean): Promise<CancelOutcome | Moved> {
    const generation = await repository.find(id)
    if (generation === undefined) throw new UserError({ code: 'notFound' })
    if (isFinal(generation)) return { kind: 'alreadyFinished' }
    try {
      if (isWithUs(generation)) return await cancelHere(id)
      if (generation.state === 'running') return await queue.run(id, () => cancelRunning(id, isConfirmed))
      return await cancelLater(generation, isConfirmed)
    } catch (error) {
      // It ended and was closed in the meantime.
      if (error instanceof NotOpen) return 'moved'
      throw error
    }
  }

  return {
    async cancel(id, isConfirmed) {
      for (;;) {
        const outcome = await cancelOnce(id, isConfirmed)
        if (outcome !== 'moved') return outcome
      }
    },
    async cancelWaiting(id) {
      const now = clock.now()
      const saved = await repository.saveWithRetry(id, (current) =>
        current.state === 'queued' ? finish(current, 'cancelled', now, settledFree) : undefined,
      )
      advance(saved)
    },
    async carryOut(generation) {
      if (!isAskedFor(generation)) return
      await queue.run(generation.id, async () => {
        const current = repository.open.get(generation.id)
        if (current !== undefined && isAskedFor(current)) await carryOutNow(current)
      })
    },
  }
}
