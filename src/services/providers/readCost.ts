import { fromDollars } from '../../domain/money.ts'

/** `0.63`, `$0.63`, `0.63 USD` */
const dollarText = /^\$?\s*(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)\s*(?:USD)?$/i

function readDollars(reported: unknown): number {
  if (typeof reported === 'number') return reported
  if (typeof reported === 'string') return Number(dollarText.exec(reported.trim())?.[1])
  if (typeof reported === 'object' && reported !== null && 'amount' in reported) return readDollars(reported.amount)
  return Number.NaN
}

/**
 * An amount of dollars as a provider reports it (a number, a text, or an object with an `amount`) in micro-dollars, however
 * odd: whether it can be true is for others to judge. NaN where it is no amount; nothing where none is reported.
 */
export function readCost(reported: unknown): number | undefined {
  if (reported === undefined || reported === null || reported === '') return undefined
  const dollars = readDollars(reported)
  // What rounds to nothing was not reported as nothing.
  return fromDollars(dollars) || (dollars === 0 ? 0 : Math.sign(dollars))
}
