import { minutes, seconds } from '../../../domain/clock.ts'
import { type Provider, ProviderError } from '../../../domain/contracts/provider.ts'
import type { ProviderId } from '../../../domain/generation.ts'
import type { MicroDollars } from '../../../domain/money.ts'
import { computeBackOff, type Timers } from '../../../lib/timers.ts'
import type { Log } from '../../../log.ts'
import {
  advanceBreaker,
  type Breaker,
  type BreakerEvent,
  closedBreaker,
  type OutageReason,
  permits,
  type Question,
} from './circuitBreaker.ts'

/** Which providers nothing is sent to for now, because they are out of order, their account is empty or the key is bad. */
export interface ProviderHealth {
  /** Why generations are held back from a provider; nothing while they are sent. */
  outageReason(provider: ProviderId): OutageReason | undefined
  /** Whether it was in trouble, and has done nothing since that it should: a probe alone proves little. */
  isDoubtful(provider: ProviderId): boolean
  /** Whether a generation of this price may be sent now: on trial, only one at a time. */
  permits(provider: ProviderId, price: MicroDollars): boolean
  /** How much longer the provider wishes to be left alone, in milliseconds; 0 where it may be asked. */
  restLeft(provider: ProviderId): number
  /** The provider did what it should, to a question that was asked at `askedAt`. */
  recordSuccess(provider: ProviderId, question: Question, askedAt: number): void
  /** Anything else than a ProviderError is a defect of ours, and says nothing about the provider. */
  recordFailure(provider: ProviderId, question: Question, error: unknown): void
  /** This generation is being sent; where there is a trial, it is the one. */
  beginTrial(provider: ProviderId, generationId: string): void
  /** Nothing of this generation is on its way any more. */
  endTrial(provider: ProviderId, generationId: string): void
}

interface ProviderHealthDependencies {
  readonly providers: readonly Provider[]
  readonly clock: Pick<Timers, 'now' | 'after'>
  readonly fraction: () => number
  readonly log: Log
  /** What the cheapest generation costs that waits for the provider; nothing while none does. */
  readonly findCheapest: (provider: ProviderId) => MicroDollars | undefined
  /** Called when more or less may be sent than before, and when a probe has failed. */
  readonly onChange: () => void
}

const backOff = { first: seconds(15), longest: minutes(5) }
const unusedTrial = minutes(1)

const explanations: Readonly<Record<OutageReason, string>> = {
  outage: 'Nothing is sent to a provider for now: it cannot be reached',
  outOfCredit: 'Nothing is sent to a provider for now: the account there is empty',
  unauthorized: 'Nothing is sent to a provider for now: it does not take the key',
}

export function createProviderHealth(dependencies: ProviderHealthDependencies): ProviderHealth {
  const { providers, clock, fraction, log, findCheapest, onChange } = dependencies
  const breakers = new Map<ProviderId, Breaker>(providers.map(({ id }) => [id, closedBreaker]))
  const told = new Map<ProviderId, OutageReason>()
  const rests = createRests({ clock, log, onEnd: onChange })
  const find = (provider: ProviderId): Breaker => breakers.get(provider) ?? closedBreaker

  function apply(id: ProviderId, event: BreakerEvent): void {
    const before = find(id)
    const after = advanceBreaker(before, event)
    if (after === before) return
    breakers.set(id, after)
    if (after.status === 'open') planProbe(id, after)
    if (after.status === 'trial' && after.generationId === undefined) planReturn(id, after)
    if (before.status === 'closed' && after.status === 'open') tell(id, after.reason)
    if (after.status === 'closed' && after.openings === 0) told.delete(id)
    if (before.status !== 'closed' && after.status === 'closed') {
      const milliseconds = clock.now() - before.since
      log.info({ provider: id, trouble: before.reason, milliseconds }, 'Generations are sent to a provider again')
    }
    if (before.status !== after.status || after.status !== 'closed') onChange()
  }

  /** An outage that a probe took for over, and that came back before anything else went well, is no news. */
  function tell(id: ProviderId, reason: OutageReason): void {
    log[told.get(id) === reason ? 'warn' : 'error']({ provider: id, trouble: reason }, explanations[reason])
    told.set(id, reason)
  }

  function planProbe(id: ProviderId, planned: Extract<Breaker, { status: 'open' }>): void {
    const pause = Math.max(computeBackOff(backOff, planned.openings, fraction()), rests.left(id))
    clock.after(pause, () => {
      if (find(id) !== planned) return
      probe(id, planned).catch((error: unknown) => {
        log.error({ error, provider: id }, 'A probe failed because of a defect')
        planProbe(id, planned)
      })
    })
  }

  /** A balance is true for a while only. */
  function planReturn(id: ProviderId, planned: Extract<Breaker, { status: 'trial' }>): void {
    if (planned.budget === Number.POSITIVE_INFINITY) return
    clock.after(unusedTrial, () => {
      if (find(id) === planned) apply(id, { kind: 'trialUnused' })
    })
  }

  async function probe(id: ProviderId, probed: Extract<Breaker, { status: 'open' }>): Promise<void> {
    const provider = providers.find((each) => each.id === id)
    if (provider === undefined) return
    const { reason, openings } = probed
    const finding = await probeProvider(provider, { reason, openings, needed: findCheapest(id) ?? 1 })
    if (finding.retryAfter !== undefined) rests.begin(id, finding.retryAfter)
    log.debug({ provider: id, trouble: reason, finding: finding.kind }, 'A provider in trouble was asked')
    if (find(id) === probed) apply(id, finding)
  }

  return {
    outageReason(provider) {
      const breaker = find(provider)
      return breaker.status === 'closed' ? undefined : breaker.reason
    },
    isDoubtful: (provider) => find(provider).openings > 0,
    permits: (provider, price) => permits(find(provider), price),
    restLeft: rests.left,
    recordSuccess: (provider, question, askedAt) => apply(provider, { kind: 'answered', question, askedAt }),
    recordFailure(provider, question, error) {
      if (!(error instanceof ProviderError)) return
      if (error.retryAfter !== undefined) rests.begin(provider, error.retryAfter)
      apply(provider, { kind: 'failed', question, code: error.code, at: clock.now() })
    },
    beginTrial: (provider, generationId) => apply(provider, { kind: 'trialBegan', generationId }),
    endTrial: (provider, generationId) => apply(provider, { kind: 'trialEnded', generationId }),
  }
}

/** Providers that wish to be left alone for a while, and are. */
interface Rests {
  /** It is left alone for so many milliseconds at least, from now on. */
  begin(provider: ProviderId, milliseconds: number): void
  /** How much longer, in milliseconds; 0 where it may be asked. */
  left(provider: ProviderId): number
}

interface RestsDependencies {
  readonly clock: Pick<Timers, 'now' | 'after'>
  readonly log: Log
  readonly onEnd: () => void
}

/** Whatever clocks do, nobody is left alone for longer. */
const longestRest = minutes(15)

function createRests({ clock, log, onEnd }: RestsDependencies): Rests {
  const rests = new Map<ProviderId, { readonly until: number; readonly cancel: () => void }>()

  function left(provider: ProviderId): number {
    const rest = rests.get(provider)
    return rest === undefined ? 0 : Math.min(Math.max(rest.until - clock.now(), 1), longestRest)
  }

  return {
    left,
    begin(provider, milliseconds) {
      if (milliseconds <= left(provider)) return
      rests.get(provider)?.cancel()
      log.info({ provider, milliseconds }, 'A provider wishes to be left alone for a while')
      const cancel = clock.after(milliseconds, () => {
        rests.delete(provider)
        onEnd()
      })
      rests.set(provider, { until: clock.now() + milliseconds, cancel })
    },
  }
}

type Finding = Extract<BreakerEvent, { kind: 'probed' | 'tryOne' }> & {
  /** How long the provider wishes to be left alone, in milliseconds. */
  readonly retryAfter?: number
}

interface ProbeOptions {
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
async function probeProvider(provider: Provider, options: ProbeOptions): Promise<Finding> {
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
