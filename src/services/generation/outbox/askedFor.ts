import type { Clock } from '../../../domain/clock.ts'
import type { Delivery } from '../../../domain/contracts/delivery.ts'
import { type DeliveryProgress, firstOf, type Generation } from '../../../domain/generation.ts'
import { type ClickToken, hasChannelRoute, type PrivateTarget, tokenLifetime } from '../../../domain/origin.ts'
import { endsPrivately, isFinal } from '../../../domain/stateMachine.ts'
import { UserError } from '../../../domain/userError.ts'
import type { Log } from '../../../log.ts'
import { NotOpen, Stopped } from '../records/errors.ts'
import type { GenerationRepository } from '../records/generationRepository.ts'
import type { DeliveryRetries } from './deliveryRetries.ts'

/** What a person asks to be shown: in a private message, or with the token of a click. */
export interface AskedFor {
  /** Shows a finished generation to its owner in a private message; then it counts as seen. Throws a UserError. */
  redeliver(generationId: string, target: PrivateTarget): Promise<void>
  /**
   * Shows the present state with the token of a click. Where no other way leads to the message, the token is saved, so that a
   * restart does not lose it. Throws a UserError.
   */
  refresh(generationId: string, renewed: ClickToken): Promise<void>
  /** Shows those that were asked for at once, and have ended, with the buttons for this one. Throws a UserError. */
  choose(generationId: string, renewed: ClickToken): Promise<void>
}

interface AskedForDependencies {
  readonly delivery: Pick<Delivery, 'show' | 'showFinal' | 'showPrivately' | 'renewToken'>
  readonly repository: Pick<GenerationRepository, 'open' | 'quarantined' | 'save' | 'find' | 'findOpen' | 'findAll'>
  readonly retries: Pick<DeliveryRetries, 'forget'>
  readonly saveProgress: (id: string, progress: DeliveryProgress) => Promise<Generation>
  readonly close: (id: string) => Promise<void>
  readonly advance: (saved: Generation) => void
  readonly show: (generation: Generation) => void
  readonly clock: Pick<Clock, 'now'>
  readonly log: Log
}

/** What the message shows besides, where there are several. */
export const variantsOf = (all: readonly Generation[]) => (all[0]?.variants === undefined ? undefined : all)

export function createAskedFor(dependencies: AskedForDependencies): AskedFor {
  const { delivery, repository, retries, saveProgress, close, advance, show, clock, log } = dependencies

  async function findKnown(id: string): Promise<Generation> {
    const generation = await repository.find(id)
    if (generation === undefined) throw new UserError({ code: 'notFound' })
    return generation
  }

  /** Closed without ever having stood in its message: seen elsewhere, or forgotten. The click shows it all the same. */
  async function showClosed(generation: Generation): Promise<void> {
    const all = await repository.findAll(generation)
    const [first = generation] = all
    const variants = variantsOf(all)
    if (all.some(({ delivery }) => delivery.shownAt === undefined)) void delivery.showFinal(first, variants)
    else delivery.show(first, variants === undefined ? {} : { variants })
  }

  return {
    async redeliver(id, target) {
      const generation = await findKnown(id)
      if (!isFinal(generation)) throw new UserError({ code: 'notFound' })
      const outcome = await delivery.showPrivately(generation, target)
      if (!outcome.shown) throw new UserError({ code: 'notShown', about: generation })
      try {
        if (repository.open.get(id) !== undefined && endsPrivately(generation)) {
          advance(await saveProgress(id, { privateWordAt: clock.now() }))
          // One of several goes with the others, in the message that waits for the last of them.
        } else if (repository.findOpen(generation).every(isFinal)) await close(id)
      } catch (error) {
        // Closed before, or in the meantime, or by the next start: the person sees it all the same, and must not read a refusal
        // in its place.
        if (!(error instanceof NotOpen || error instanceof Stopped)) throw error
      }
    },
    async refresh(id, { token }) {
      const setAside = repository.quarantined.get(id)
      const generation = setAside ?? (await findKnown(id))
      const tokenExpiresAt = clock.now() + tokenLifetime
      delivery.renewToken(firstOf(generation), { token, tokenExpiresAt })
      const open = repository.findOpen(generation)
      const current = repository.open.get(id) ?? open[0]
      if (current === undefined) {
        if (setAside !== undefined && !isFinal(setAside)) return delivery.show(setAside, { isQuarantined: true })
        return showClosed(generation)
      }
      if (!hasChannelRoute(current.origin)) {
        for (const each of open) {
          await repository
            .save(each.id, (saved) => ({ ...saved, origin: { ...saved.origin, token, tokenExpiresAt } }))
            .catch((error: unknown) => log.warn({ error, generationId: id }, 'A new token could not be saved'))
        }
      }
      for (const each of open) retries.forget(each.id)
      const refreshed = repository.open.get(current.id)
      if (refreshed === undefined) return
      if (isFinal(refreshed)) advance(refreshed)
      else show(refreshed)
    },
    async choose(id, { token }) {
      const chosen = await findKnown(id)
      const variants = await repository.findAll(chosen)
      if (!variants.every(isFinal)) throw new UserError({ code: 'outdated' })
      delivery.renewToken(firstOf(chosen), { token, tokenExpiresAt: clock.now() + tokenLifetime })
      delivery.show(variants[0] ?? chosen, { variants, chosen: id })
    },
  }
}
