import type { Provider } from '../../../domain/contracts/provider.ts'
import type { MicroDollars } from '../../../domain/money.ts'
import type { BreakerEvent, Trouble } from './advanceBreaker.ts'

type Finding = Extract<BreakerEvent, { kind: 'probed' | 'tryOne' }>

const tryAny: Finding = { kind: 'tryOne', budget: Number.POSITIVE_INFINITY }

async function probeCredit(provider: Provider, needed: MicroDollars): Promise<Finding> {
  if (provider.balance === undefined) return tryAny
  try {
    const balance = await provider.balance()
    return balance >= needed ? { kind: 'tryOne', budget: balance } : { kind: 'probed', isOver: false }
  } catch {
    // The balance may live on a host of its own, with troubles of its own. A refusal for credit costs nothing.
    return tryAny
  }
}

/**
 * Asks a provider whether its trouble is over, at no cost where it offers a way. Never throws.
 *
 * @param needed what the cheapest waiting generation costs
 */
export async function probeProvider(provider: Provider, trouble: Trouble, needed: MicroDollars): Promise<Finding> {
  if (trouble === 'outOfCredit') return probeCredit(provider, needed)
  if (provider.probe === undefined && provider.balance === undefined) return tryAny
  try {
    await (provider.probe === undefined ? provider.balance?.() : provider.probe())
    return { kind: 'probed', isOver: true }
  } catch {
    return { kind: 'probed', isOver: false }
  }
}
