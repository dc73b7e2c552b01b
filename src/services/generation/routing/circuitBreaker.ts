import { seconds } from '../../../domain/clock.ts'
import type { ProviderErrorCode } from '../../../domain/contracts/provider.ts'
import type { MicroDollars } from '../../../domain/money.ts'

/** Why nothing is sent to a provider. */
export type OutageReason = 'outage' | 'outOfCredit' | 'unauthorized'

/** What the provider was asked: to take a job, or how jobs stand. */
export type Question = 'submit' | 'poll'

/** Whether generations are sent to a provider. Times in milliseconds since the epoch. */
export type Breaker =
  /** `failures` in a row, the last at `failedAt`; `openings` since the provider last did what it should. */
  | { readonly status: 'closed'; readonly failures: number; readonly failedAt?: number; readonly openings: number }
  | { readonly status: 'open'; readonly reason: OutageReason; readonly since: number; readonly openings: number }
  /** One generation may be sent, to see whether it is taken; none dearer than the budget. */
  | {
      readonly status: 'trial'
      readonly reason: OutageReason
      readonly since: number
      readonly openings: number
      readonly budget: MicroDollars
      readonly generationId?: string
    }

export type BreakerEvent =
  | { readonly kind: 'failed'; readonly question: Question; readonly code: ProviderErrorCode; readonly at: number }
  /** It did what it should, to a question that was asked at `askedAt`. */
  | { readonly kind: 'answered'; readonly question: Question; readonly askedAt: number }
  /** A probe that costs nothing: the trouble is over, or is not. */
  | { readonly kind: 'probed'; readonly isOver: boolean }
  /** What a probe cannot tell, or where there is none, one generation will. */
  | { readonly kind: 'tryOne'; readonly budget: MicroDollars }
  | { readonly kind: 'trialBegan'; readonly generationId: string }
  /** It ended without a word on whether the provider takes anything. */
  | { readonly kind: 'trialEnded'; readonly generationId: string }
  /** Nobody came who could be tried: what a probe found is no longer new. */
  | { readonly kind: 'trialUnused' }

export const closedBreaker: Extract<Breaker, { status: 'closed' }> = { status: 'closed', failures: 0, openings: 0 }

/** So many failures in a row are an outage. */
const threshold = 3
/** What fails within so short a time fails for one reason, and counts once. */
const together = seconds(1)

/** What a failure says about the provider; nothing where it is about the job, or passes by itself. */
function judge(code: ProviderErrorCode, question: Question): OutageReason | undefined {
  switch (code) {
    case 'unavailable':
    case 'timeout':
      return 'outage'
    case 'badResponse':
      // One job may have an answer that nobody understands; to a submit it is what a service in repair says.
      return question === 'submit' ? 'outage' : undefined
    case 'outOfCredit':
    case 'unauthorized':
      return code
    default:
      return undefined
  }
}

function open(breaker: Breaker, reason: OutageReason, since: number): Breaker {
  return { status: 'open', reason, since, openings: breaker.openings + 1 }
}

function fail(breaker: Breaker, { question, code, at }: Extract<BreakerEvent, { kind: 'failed' }>): Breaker {
  const reason = judge(code, question)
  if (reason === undefined || breaker.status === 'open') return breaker
  if (breaker.status === 'trial') return question === 'submit' ? open(breaker, reason, at) : breaker
  // A submit that is refused for credit or key says all; a check may be refused for the sake of one job.
  if (reason !== 'outage' && question === 'submit') return open(breaker, reason, at)
  if (breaker.failedAt !== undefined && Math.abs(at - breaker.failedAt) < together) return breaker
  const failures = breaker.failures + 1
  return failures >= threshold ? open(breaker, reason, at) : { ...breaker, failures, failedAt: at }
}

function answer(breaker: Breaker, { question, askedAt }: Extract<BreakerEvent, { kind: 'answered' }>): Breaker {
  if (breaker.status === 'closed') return closedBreaker
  // What was asked before says nothing about now; and whoever has no credit still answers checks.
  const tells = askedAt >= breaker.since && (question === 'submit' || breaker.reason !== 'outOfCredit')
  return tells ? closedBreaker : breaker
}

/**
 * The next state of a breaker. Closed, generations are sent. Open, none is, and probes ask whether the trouble is over. On
 * trial, exactly one is sent, and what becomes of it decides.
 *
 * `openings` is forgotten only when a real question is answered, so that a provider which passes every probe and fails
 * everything else is left alone for longer and longer.
 */
export function advanceBreaker(breaker: Breaker, event: BreakerEvent): Breaker {
  switch (event.kind) {
    case 'failed':
      return fail(breaker, event)
    case 'answered':
      return answer(breaker, event)
    case 'probed':
      if (breaker.status !== 'open') return breaker
      return event.isOver
        ? { ...closedBreaker, openings: breaker.openings }
        : { ...breaker, openings: breaker.openings + 1 }
    case 'tryOne': {
      if (breaker.status !== 'open') return breaker
      const { reason, since, openings } = breaker
      return { status: 'trial', reason, since, openings, budget: event.budget }
    }
    case 'trialBegan':
      if (breaker.status !== 'trial' || breaker.generationId !== undefined) return breaker
      return { ...breaker, generationId: event.generationId }
    case 'trialEnded': {
      if (breaker.status !== 'trial' || breaker.generationId !== event.generationId) return breaker
      const { generationId, ...rest } = breaker
      return rest
    }
    case 'trialUnused': {
      if (breaker.status !== 'trial' || breaker.generationId !== undefined) return breaker
      const { reason, since, openings } = breaker
      return { status: 'open', reason, since, openings }
    }
  }
}

/** Whether a generation of this price may be sent now. */
export function permits(breaker: Breaker, price: MicroDollars): boolean {
  if (breaker.status === 'trial') return breaker.generationId === undefined && price <= breaker.budget
  return breaker.status === 'closed'
}
