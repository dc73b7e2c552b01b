import { chooseModels } from '../../../domain/chooseModels.ts'
import type { Generation, ProviderId } from '../../../domain/generation.ts'
import { type Catalogue, estimatePrice, type Model } from '../../../domain/models.ts'
import type { MicroDollars } from '../../../domain/money.ts'
import type { ProviderHealth } from './providerHealth.ts'

/**
 * The models that may serve a generation, in the operator's order; last those whose provider did not take it, which may be
 * asked again when nothing is sent to the others.
 */
export type FindCandidates = (generation: Generation) => readonly Model[]

/** Records never change, so that each is looked at once however long it waits. */
export function createFindCandidates(providers: Catalogue): FindCandidates {
  const known = new WeakMap<Generation, readonly Model[]>()

  function find({ request, passedOver }: Generation): readonly Model[] {
    const choice = chooseModels(request, providers)
    if (!choice.possible) return []
    const isPassedOver = ({ provider }: Model) => passedOver.includes(provider)
    return [...choice.models.filter((model) => !isPassedOver(model)), ...choice.models.filter(isPassedOver)]
  }

  return (generation) => {
    const candidates = known.get(generation) ?? find(generation)
    known.set(generation, candidates)
    return candidates
  }
}

/** What the cheapest of them costs at a provider; nothing while none waits that it could serve. */
export function computeCheapest(
  findCandidates: FindCandidates,
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
  findCandidates: FindCandidates,
  health: Pick<ProviderHealth, 'outageReason'>,
  generation: Generation,
): boolean {
  if (generation.state !== 'queued') return false
  const candidates = findCandidates(generation)
  return candidates.length > 0 && candidates.every(({ provider }) => health.outageReason(provider) !== undefined)
}
