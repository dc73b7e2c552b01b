import { type Provider, ProviderError } from '../../../domain/contracts/provider.ts'
import type { MicroDollars } from '../../../domain/money.ts'
import type { BreakerEvent, OutageReason } from './circuitBreaker.ts'

type Finding = Extract<BreakerEvent, { kind: 'probed' | 'tryOne' }> & {
  /** How long the provider wishes to be left alone, in milliseconds. */
  readonly retryAfter?: number
}

export interface ProbeOptions {
  readonly reason: OutageReason
  /** What the cheapest waiting generation costs. */
  readonly needed: MicroDollars
  /** How often it was asked in vain. */
  readonly openings: number
}

/** So often a balance is believed that says too little: a refusal for credit costs nothing, and shows whether it is true. */
const trustedBalances = 12

const tryAny: Finding = { kind: 'tryOne', budget: Number.POSITIVE_INFINITY }

async function probeCredit(provider: Provider, { needed, openings }: ProbeOptions): Promise<Finding> {
  if (provider.balance === undefined || openings % trustedBalances === 0) return tryAny
  try {
    const balance = await provider.balance()
    return balance >= needed ? { kind: 'tryOne', budget: balance } : { kind: 'probed', isOver: false }
  } catch {
    // The balance may live on a host of its own, with troubles of its own. A refusal for credit costs nothing.
    return tryAny
  }
}

/** Asks a provider whether its trouble is over, at no cost where it offers a way. Never throws. */
export async function probeProvider(provider: Provider, options: ProbeOptions): Promise<Finding> {
  if (options.reason === 'outOfCredit') return probeCredit(provider, options)
  if (provider.probe === undefined && provider.balance === undefined) return tryAny
  try {
    await (provider.probe === undefined ? provider.balance?.() : provider.probe())
    return { kind: 'probed', isOver: true }
  } catch (error) {
    const retryAfter = error instanceof ProviderError ? error.retryAfter : undefined
    return { kind: 'probed', isOver: false, ...(retryAfter !== undefined && { retryAfter }) }
  }
}
