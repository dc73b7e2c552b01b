import { fromDollars, type MicroDollars } from '../../../domain/money.ts'
import type { HttpAnswer } from '../createCaller.ts'
import { createRunwareError } from './createRunwareError.ts'
import { readRunwareAnswer } from './readRunwareAnswer.ts'

/** Dollars: a plain number in older documentation, `{ amount, freeBalance?, currency }` in newer. */
function readDollars(balance: unknown): number | undefined {
  const amount = typeof balance === 'object' && balance !== null && 'amount' in balance ? balance.amount : balance
  return typeof amount === 'number' && Number.isFinite(amount) ? amount : undefined
}

/**
 * What is left on the account; an overdrawn one has nothing left. Throws a ProviderError.
 * @see https://runware.ai/docs/platform/account-management
 */
export function readRunwareBalance(answer: HttpAnswer): MicroDollars {
  const lists = readRunwareAnswer(answer)
  const dollars = lists?.data.map((item) => readDollars(item.balance)).find((each) => each !== undefined)
  if (dollars === undefined) throw createRunwareError(lists?.errors[0], { status: answer.status })
  return Math.max(0, fromDollars(dollars))
}
