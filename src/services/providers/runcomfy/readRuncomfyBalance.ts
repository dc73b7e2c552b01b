import { z } from 'zod'
import { seconds } from '../../../domain/clock.ts'
import type { MicroDollars } from '../../../domain/money.ts'
import type { Caller } from '../createCaller.ts'
import { createError } from '../createError.ts'
import { readCost } from '../readCost.ts'
import { readRuncomfyError } from './readRuncomfyError.ts'

const balanceBody = z.object({ balance_microdollars: z.unknown(), balance_usd: z.unknown() }).partial()

function readBalance(json: unknown): number | undefined {
  const { balance_microdollars: micro, balance_usd: dollars } = balanceBody.safeParse(json).data ?? {}
  const exact = typeof micro === 'string' && micro.trim() !== '' ? Number(micro) : micro
  return [exact, readCost(dollars)].find((each): each is number => Number.isFinite(each))
}

/** What is left on the account; an overdrawn one has nothing left. Throws a ProviderError. */
export async function readRuncomfyBalance(url: string, call: Caller): Promise<MicroDollars> {
  const answer = await call({ name: 'balance', method: 'GET', url, milliseconds: seconds(15) })
  const trouble = readRuncomfyError(answer)
  if (trouble !== undefined) throw trouble
  const balance = readBalance(answer.json)
  if (balance !== undefined) return Math.max(0, Math.round(balance))
  const { status } = answer
  throw createError({ provider: 'runcomfy', code: 'badResponse', ambiguous: true, status, detail: 'no balance' })
}
