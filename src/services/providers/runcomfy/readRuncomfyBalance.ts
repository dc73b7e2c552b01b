import { z } from 'zod'
import { seconds } from '../../../domain/clock.ts'
import { fromDollars, type MicroDollars } from '../../../domain/money.ts'
import type { Caller } from '../createCaller.ts'
import { createError } from '../createError.ts'
import { readRuncomfyError } from './readRuncomfyError.ts'

const balanceBody = z
  .object({ balance_microdollars: z.number().nullish(), balance_usd: z.number().nullish() })
  .transform(
    (body) => body.balance_microdollars ?? (body.balance_usd == null ? undefined : fromDollars(body.balance_usd)),
  )

/** What is left on the account; an overdrawn one has nothing left. Throws a ProviderError. */
export async function readRuncomfyBalance(url: string, call: Caller): Promise<MicroDollars> {
  const answer = await call({ name: 'balance', method: 'GET', url, milliseconds: seconds(15) })
  const trouble = readRuncomfyError(answer)
  if (trouble !== undefined) throw trouble
  const balance = balanceBody.safeParse(answer.json).data
  if (balance !== undefined) return Math.max(0, Math.round(balance))
  const { status } = answer
  throw createError({ provider: 'runcomfy', code: 'badResponse', ambiguous: true, status, detail: 'no balance' })
}
