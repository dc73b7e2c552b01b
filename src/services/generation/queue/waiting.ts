import type { Generation, ProviderId } from '../../../domain/generation.ts'
import { estimatePrice, type Model } from '../../../domain/models.ts'
import type { FindCandidates } from '../routing/candidates.ts'
import type { ProviderHealth } from '../routing/providerHealth.ts'
import type { Slots } from './slots.ts'

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

export interface WaitingDependencies {
  readonly findCandidates: FindCandidates
  readonly health: Pick<ProviderHealth, 'outageReason' | 'restLeft' | 'permits'>
  readonly slots: Pick<Slots, 'has' | 'isWaiting'>
}

/**
 * Groups those that wait by provider: each under the first in the operator's order that can serve it and to which generations
 * are sent. A full one is waited for, since the next is tried only when that one refuses; so is one that wishes to be left
 * alone, where no other can serve.
 */
export function groupWaiting(
  { findCandidates, health, slots }: WaitingDependencies,
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

  function place(generation: Generation): void {
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
    // What waits for a slot with its body ready has a position still.
    if (slots.has(generation.id) && !slots.isWaiting(generation.id)) continue
    try {
      place(generation)
    } catch (error) {
      onDefect(generation, error)
    }
  }
  return { byProvider, paused, trials, unservable }
}
