import type { Generation, Settlement } from '../../../domain/generation.ts'
import { type Catalogue, listPriceOf } from '../../../domain/models.ts'
import { formatMoney, isPlausibleCost, type MicroDollars } from '../../../domain/money.ts'
import type { Log } from '../../../log.ts'

function settle(spent: MicroDollars, basis: Settlement['basis']): Settlement {
  return { spent, counted: spent, basis }
}

/** The provider certainly charged nothing, and nothing was delivered. */
export const settledFree: Settlement = settle(0, 'none')

/** Nothing was delivered, and whether the provider charged for it cannot be known: the books assume so. */
export function settleUnknown(catalogue: Catalogue, generation: Generation): Settlement {
  return settle(listPriceOf(catalogue, generation), 'unknown')
}

/** What a provider says it charged, in micro-dollars, where that can be believed; else the list price. */
function settleSpent(
  catalogue: Catalogue,
  generation: Generation,
  cost: number | undefined,
  end: 'succeeded' | 'failed',
): Settlement {
  const listPrice = listPriceOf(catalogue, generation)
  return cost !== undefined && isPlausibleCost(cost, listPrice, end)
    ? settle(cost, 'reported')
    : settle(listPrice, 'estimated')
}

/** The video was made, whether or not it reached us: what the provider reported, or the list price where it reported nothing. */
export function settleMade(catalogue: Catalogue, generation: Generation, cost: number | undefined): Settlement {
  return settleSpent(catalogue, generation, cost, 'succeeded')
}

/** The render failed at the provider. */
export function settleFailed(catalogue: Catalogue, generation: Generation, cost: number | undefined): Settlement {
  if (cost !== undefined && cost !== 0) return settleSpent(catalogue, generation, cost, 'failed')
  const profile = catalogue.find(({ id }) => id === generation.provider)
  const isFree = cost === 0 || profile?.failedRenders === 'free'
  return isFree ? settledFree : settleUnknown(catalogue, generation)
}

/** Tells the operator of a cost that was not believed. For the one who saves a settlement, once it is saved. */
export function reportOddCost(
  { catalogue, log }: { readonly catalogue: Catalogue; readonly log: Log },
  generation: Generation,
  cost: number | undefined,
  end: 'succeeded' | 'failed',
): void {
  const listPrice = listPriceOf(catalogue, generation)
  if (cost === undefined || cost === 0 || isPlausibleCost(cost, listPrice, end)) return
  const reported = Number.isNaN(cost) ? 'not a number' : `$${cost / 1_000_000}`
  const { id, provider } = generation
  const facts = { generationId: id, provider, reported, listPrice: formatMoney(listPrice) }
  log.error(facts, 'A provider reports a cost that cannot be right; the list price is booked in its place')
}
