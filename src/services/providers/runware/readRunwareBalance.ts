import type { MicroDollars } from '../../../domain/money.ts'
import type { HttpAnswer } from '../createCaller.ts'
import { readCost } from '../readCost.ts'
import { createRunwareError } from './createRunwareError.ts'
import { readRunwareAnswer } from './readRunwareAnswer.ts'

/**
 * What is left on the account; an overdrawn one has nothing left. Throws a ProviderError.
 * @see https://runware.ai/docs/platform/account-management
 */
export function readRunwareBalance(answer: HttpAnswer): MicroDollars {
  const lists = readRunwareAnswer(answer)
  // A plain number in older documentation, `{ amount, freeBalance?, currency }` in newer.
  const balance = lists?.data.map((item) => readCost(item.balance)).find((each) => Number.isFinite(each))
  if (balance === undefined) throw createRunwareError(lists?.errors[0], { answer })
  return Math.max(0, balance)
}
