import { chooseModels } from '../../../domain/chooseModels.ts'
import type { Provider } from '../../../domain/contracts/provider.ts'
import type { Generation, ProviderId } from '../../../domain/generation.ts'
import { type Catalogue, estimatePrice, type Model } from '../../../domain/models.ts'
import type { MicroDollars } from '../../../domain/money.ts'
import type { ProviderHealth } from './providerHealth.ts'

/**
 * Routing: which provider may be asked for a generation.
 *
 * - Candidates are the models that support everything asked for, in the operator's order; a provider that certainly did not take
 *   the generation comes last.
 * - A provider that fails again and again, has no credit or refuses the key is left alone, and asked now and then whether that is
 *   over (`providerHealth.ts`, by the rules of `circuitBreaker.ts`).
 * - A full provider is waited for; the next one is tried only when that one refuses.
 *
 * Nothing is saved or sent here but the probes, which cost nothing.
 */
export interface ProviderDirectory {
  /** Every known provider: a generation may be under way at one that is not configured any more. */
  readonly catalogue: Catalogue
  /** In the operator's order of preference. */
  readonly configured: readonly Provider[]
  /** Nothing where it is not configured. */
  find(id: ProviderId | undefined): Provider | undefined
  /**
   * The models that may serve a generation, in the operator's order; last those whose provider did not take it, which may be
   * asked again when nothing is sent to the others.
   */
  findCandidates(generation: Generation): readonly Model[]
}

export function createProviderDirectory(catalogue: Catalogue, configured: readonly Provider[]): ProviderDirectory {
  /** Records never change, so that each is looked at once however long it waits. */
  const known = new WeakMap<Generation, readonly Model[]>()

  function choose({ request, passedOver }: Generation): readonly Model[] {
    const choice = chooseModels(request, configured)
    if (!choice.possible) return []
    const isPassedOver = ({ provider }: Model) => passedOver.includes(provider)
    return [...choice.models.filter((model) => !isPassedOver(model)), ...choice.models.filter(isPassedOver)]
  }

  return {
    catalogue,
    configured,
    find: (id) => configured.find((each) => each.id === id),
    findCandidates(generation) {
      const candidates = known.get(generation) ?? choose(generation)
      known.set(generation, candidates)
      return candidates
    },
  }
}

type Candidates = Pick<ProviderDirectory, 'findCandidates'>

/** What the cheapest of them costs at a provider; nothing while none waits that it could serve. */
export function computeCheapest(
  { findCandidates }: Candidates,
  waiting: readonly Generation[],
  provider: ProviderId,
): MicroDollars | undefined {
  const prices = waiting.flatMap((generation) => {
    const model = findCandidates(generation).find((each) => each.provider === provider)
    return model === undefined ? [] : [estimatePrice(model, generation.request)]
  })
  return prices.length === 0 ? undefined : prices.reduce((lowest, price) => Math.min(lowest, price))
}

/** Whether the generation waits for providers to which nothing is sent just now. */
export function isPaused(
  { findCandidates }: Candidates,
  health: Pick<ProviderHealth, 'outageReason'>,
  generation: Generation,
): boolean {
  if (generation.state !== 'queued') return false
  const candidates = findCandidates(generation)
  return candidates.length > 0 && candidates.every(({ provider }) => health.outageReason(provider) !== undefined)
}

/** Those that wait for one provider, each with the model that is to serve it. */
export type WaitingHere = Map<Generation, Model>

/** Who waits for what. */
export interface Waiting {
  readonly byProvider: ReadonlyMap<ProviderId, WaitingHere>
  /** Those that wait for providers to which nothing is sent just now. */
  readonly paused: readonly Generation[]
  /** Those that may try whether a provider to which nothing is sent just now takes generations again. */
  readonly trials: ReadonlyMap<ProviderId, WaitingHere>
  /** Those that no configured provider can serve any more. */
  readonly unservable: readonly Generation[]
}

/**
 * Groups those that wait by provider: each under the first in the operator's order that can serve it and to which generations
 * are sent. A full one is waited for, since the next is tried only when that one refuses; so is one that wishes to be left
 * alone, where no other can serve.
 */
export function groupWaiting(
  { findCandidates }: Candidates,
  health: Pick<ProviderHealth, 'outageReason' | 'restLeft' | 'permits'>,
  generations: readonly Generation[],
  onDefect: (generation: Generation, error: unknown) => void,
): Waiting {
  const byProvider = new Map<ProviderId, WaitingHere>()
  const trials = new Map<ProviderId, WaitingHere>()
  const paused: Generation[] = []
  const unservable: Generation[] = []

  function put(groups: Map<ProviderId, WaitingHere>, model: Model, generation: Generation): void {
    const group = groups.get(model.provider)
    if (group === undefined) groups.set(model.provider, new Map([[generation, model]]))
    else group.set(generation, model)
  }

  function assign(generation: Generation): void {
    const candidates = findCandidates(generation)
    const open = candidates.filter(({ provider }) => health.outageReason(provider) === undefined)
    const model = open.find(({ provider }) => health.restLeft(provider) === 0) ?? open[0]
    if (candidates.length === 0) unservable.push(generation)
    else if (model !== undefined) put(byProvider, model, generation)
    else {
      const trial = candidates.find((each) => health.permits(each.provider, estimatePrice(each, generation.request)))
      if (trial === undefined) paused.push(generation)
      else put(trials, trial, generation)
    }
  }

  for (const generation of generations) {
    try {
      assign(generation)
    } catch (error) {
      onDefect(generation, error)
    }
  }
  return { byProvider, paused, trials, unservable }
}
