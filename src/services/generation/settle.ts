import type { Generation, Settlement } from '../../domain/generation.ts'
import { isPlausibleCost } from '../../domain/isPlausibleCost.ts'
import { estimatePrice, findModel } from '../../domain/models.ts'
import type { MicroDollars } from '../../domain/money.ts'
import type { ProviderId } from '../../domain/operation.ts'
import { modeOf } from '../../domain/routeRequest.ts'

/** What a failed render costs. Clients of Runware report that it charges nothing; what RunComfy charges is not known. */
const failedRenders: Readonly<Record<ProviderId, 'free' | 'unknown'>> = { runcomfy: 'unknown', runware: 'free' }

/** The provider certainly charged nothing, and nothing was delivered. */
export const settledFree: Settlement = { counted: 0, spent: 0, basis: 'none' }

/** What the video costs at its provider's list price. */
export function findListPrice({ provider, request, reserved }: Generation): MicroDollars {
  return provider === undefined
    ? reserved
    : estimatePrice(findModel(provider, request.quality, modeOf(request)), request)
}

/** Nothing was delivered, and whether the provider charged for it cannot be known: the operator's book assumes so. */
export function settleUnknown(generation: Generation): Settlement {
  return { counted: 0, spent: findListPrice(generation), basis: 'unknown' }
}

/** What a provider says it charged, in micro-dollars, where that can be believed; else the list price. */
function settleSpent(
  generation: Generation,
  cost: number | undefined,
  end: 'succeeded' | 'failed',
): Pick<Settlement, 'spent' | 'basis'> {
  const listPrice = findListPrice(generation)
  return cost !== undefined && isPlausibleCost(cost, listPrice, end)
    ? { spent: cost, basis: 'reported' }
    : { spent: listPrice, basis: 'estimated' }
}

/** The video is there: both books count what the provider reported, or the list price where it reported nothing. */
export function settleSucceeded(generation: Generation, cost: number | undefined): Settlement {
  const spent = settleSpent(generation, cost, 'succeeded')
  return { ...spent, counted: spent.spent }
}

/** The video was made and billed, but never reached us. */
export function settleUnavailable(generation: Generation, cost: number | undefined): Settlement {
  return { ...settleSpent(generation, cost, 'succeeded'), counted: 0 }
}

/** The render failed at the provider. */
export function settleFailed(generation: Generation, cost: number | undefined): Settlement {
  if (cost !== undefined && cost !== 0) return { ...settleSpent(generation, cost, 'failed'), counted: 0 }
  const isFree = cost === 0 || (generation.provider !== undefined && failedRenders[generation.provider] === 'free')
  return isFree ? settledFree : settleUnknown(generation)
}
