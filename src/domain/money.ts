import { z } from 'zod'

/** Money in whole micro-dollars: 1_000_000 is one US dollar. */
export const microDollars = z.number().int().nonnegative()
export type MicroDollars = z.infer<typeof microDollars>

/** Rounds to the nearest micro-dollar, so that 0.126 * 5 is exactly 630_000. */
export function fromDollars(dollars: number): MicroDollars {
  return Math.round(dollars * 1_000_000)
}

/** `$0.63`, or `$0.084` where cents are not enough. */
export function formatMoney(amount: MicroDollars): string {
  const isWholeCents = amount % 10_000 === 0
  return `$${(amount / 1_000_000).toFixed(isWholeCents ? 2 : 3)}`
}
