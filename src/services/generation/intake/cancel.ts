import type { Clock } from '../../../domain/clock.ts'
import type { CancelOutcome } from '../../../domain/contracts/generations.ts'
import type { Provider } from '../../../domain/contracts/provider.ts'
import type { Generation } from '../../../domain/generation.ts'
import { isFinal } from '../../../domain/stateMachine.ts'
import { UserError } from '../../../domain/userError.ts'
import type { Log } from '../../../log.ts'
import type { Moved, ProviderCancel } from '../polling/providerCancel.ts'
import { type GenerationRepository, NotOpen } from '../records/generationRepository.ts'
import { finish, settledFree } from '../records/settlement.ts'

/** A person's cancel: free while the generation waits with us, by the provider's answer afterwards. */
export interface Cancels {
  /** `isConfirmed` once the person knows that it will be billed. Throws a UserError. */
  cancel(generationId: string, isConfirmed: boolean): Promise<CancelOutcome>
  /** A cancel that was asked for while it was being sent, and nobody took it: free after all. */
  cancelWaiting(generationId: string): Promise<void>
}

export interface CancelsDependencies {
  readonly providers: readonly Provider[]
  readonly repository: Pick<GenerationRepository, 'find' | 'save' | 'saveWithRetry'>
  readonly providerCancel: Pick<ProviderCancel, 'cancel'>
  readonly advance: (saved: Generation) => void
  readonly show: (generation: Generation) => void
  readonly clock: Pick<Clock, 'now'>
  readonly log: Log
}

const isWithUs = ({ state }: Generation) => state === 'received' || state === 'preparing' || state === 'queued'

export function createCancels(dependencies: CancelsDependencies): Cancels {
  const { providers, repository, providerCancel, advance, show, clock, log } = dependencies

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
    const provider = providers.find((each) => each.id === generation.provider)
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
      if (generation.state === 'running') return await providerCancel.cancel(id, isConfirmed)
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
  }
}
