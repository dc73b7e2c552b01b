import { fromDollars, type MicroDollars } from '../../domain/money.ts'

/** A cost in dollars as a provider reports it, or nothing where it makes no sense. */
export function readCost(dollars: unknown): MicroDollars | undefined {
  if (typeof dollars !== 'number' || !Number.isFinite(dollars) || dollars < 0) return undefined
  return fromDollars(dollars)
}
