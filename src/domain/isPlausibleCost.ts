import type { MicroDollars } from './money.ts'

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
