import type { Generation } from '../../domain/generation.ts'
import { isPlausibleCost } from '../../domain/isPlausibleCost.ts'
import { listPriceOf } from '../../domain/models.ts'
import { formatMoney } from '../../domain/money.ts'
import type { Room } from './room.ts'

/** Tells the operator of a cost that was not believed. For the one who saves a settlement, once it is saved. */
export function reportOddCost(
  { catalogue, log }: Pick<Room, 'catalogue' | 'log'>,
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
