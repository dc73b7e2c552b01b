import type { Generation, Settlement } from '../../domain/generation.ts'
import { estimatePrice, findModel } from '../../domain/models.ts'
import type { MicroDollars } from '../../domain/money.ts'
import type { ProviderId } from '../../domain/operation.ts'
import { modeOf } from '../../domain/routeRequest.ts'

/** What a failed render costs. Clients of Runware report that it charges nothing; what RunComfy charges is not known. */
const failedRenders: Readonly<Record<ProviderId, 'free' | 'unknown'>> = { runcomfy: 'unknown', runware: 'free' }

/** The provider certainly charged nothing, and nothing was delivered. */
export const settledFree: Settlement = { counted: 0, spent: 0, basis: 'none' }

function listPrice({ provider, request, reserved }: Generation): MicroDollars {
  return provider === undefined
    ? reserved
    : estimatePrice(findModel(provider, request.quality, modeOf(request)), request)
}

/** Nothing was delivered, and whether the provider charged for it cannot be known: the operator's book assumes so. */
export function settleUnknown(generation: Generation): Settlement {
  return { counted: 0, spent: listPrice(generation), basis: 'unknown' }
}

function settleSpent(generation: Generation, cost: MicroDollars | undefined): Pick<Settlement, 'spent' | 'basis'> {
  return cost === undefined || cost === 0
    ? { spent: listPrice(generation), basis: 'estimated' }
    : { spent: cost, basis: 'reported' }
}

/** The video is there: both books count what the provider reported, or the list price where it reported nothing. */
export function settleSucceeded(generation: Generation, cost: MicroDollars | undefined): Settlement {
  const spent = settleSpent(generation, cost)
  return { ...spent, counted: spent.spent }
}

/** The video was made and billed, but never reached us. */
export function settleUnavailable(generation: Generation, cost: MicroDollars | undefined): Settlement {
  return { ...settleSpent(generation, cost), counted: 0 }
}

/** The render failed at the provider. */
export function settleFailed(generation: Generation, cost: MicroDollars | undefined): Settlement {
  if (cost !== undefined && cost > 0) return { counted: 0, spent: cost, basis: 'reported' }
  const isFree = cost === 0 || (generation.provider !== undefined && failedRenders[generation.provider] === 'free')
  return isFree ? settledFree : settleUnknown(generation)
}
