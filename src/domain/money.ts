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

/** What somebody typed: `2`, `2.50`, `$2.50`, `2,50`; nothing where it is no amount. */
export function readDollars(typed: string): MicroDollars | undefined {
  const amount = /^\$?\s*(\d{1,7})(?:[.,](\d{1,6}))?\s*\$?$/.exec(typed.trim())
  return amount === null ? undefined : fromDollars(Number(`${amount[1]}.${amount[2] ?? '0'}`))
}

/** So many times dearer or cheaper than the list price a cost may be. */
const widest = 4
/** The least part of the list price that is charged for a render that failed. */
const leastPart = 1 / 10

/**
 * Whether a cost that a provider reports, in micro-dollars, can be what it charged. Anything else (cents taken for dollars,
 * a number out of all proportion, none at all) is a mistake on its side, and never enters a record.
 */
export function isPlausibleCost(reported: number, listPrice: MicroDollars, end: 'succeeded' | 'failed'): boolean {
  const least = end === 'failed' ? leastPart : 1 / widest
  return reported >= listPrice * least && reported <= listPrice * widest
}
