import type { JobFailure, ProviderName, ResultTraits } from './job.ts'

export type Endpoint = 'submit' | 'status' | 'result' | 'cancel' | 'lookup' | 'upload' | 'balance' | 'file' | 'unknown'

/** Answered in place of the real answer; nothing was processed. */
export type RefusingEffect =
  | {
      readonly kind: 'http'
      readonly status: number
      readonly body?: unknown
      readonly headers?: Record<string, string>
    }
  | { readonly kind: 'notJson'; readonly status?: number; readonly text?: string }
  /** The connection breaks before the request is processed. */
  | { readonly kind: 'reset' }
  /** The request is swallowed: neither processed nor ever answered. */
  | { readonly kind: 'noAnswer' }
  | { readonly kind: 'rateLimited'; readonly retryAfterSeconds?: number }
  | { readonly kind: 'serverError'; readonly status?: number }
  | { readonly kind: 'outOfCredit' }
  | { readonly kind: 'badKey' }
  | { readonly kind: 'contentRefused' }
  /** Kling only: as many tasks are under way as the account may have. */
  | { readonly kind: 'full' }
  /** As if the provider had never heard of the job. */
  | { readonly kind: 'jobGone' }

/** Processed in full (a submit is accepted and will be billed), but the answer does not arrive as it should. */
export type AnsweringEffect =
  | { readonly kind: 'answerLost'; readonly silently?: boolean }
  | { readonly kind: 'serverErrorAfterAcceptance'; readonly status?: number; readonly text?: string }

/** At a file: something else is sent in its place, and the connection ends with it where that is wanted. */
export interface FileEffect {
  readonly kind: 'otherFile'
  readonly change: (file: Uint8Array) => Uint8Array
  readonly isLast?: boolean
}

/** Held back for so long by the sandbox's clock, or until something has happened, then processed as usual. */
export type DelayingEffect =
  | { readonly kind: 'slow'; readonly milliseconds: number }
  | { readonly kind: 'held'; readonly until: Promise<unknown> }

/** At a submit: decided for the job that is accepted. */
export type JobEffect =
  | { readonly kind: 'renderFails'; readonly failure: JobFailure }
  | { readonly kind: 'result'; readonly traits: ResultTraits }

/** At a status or result request: another word for the job's state, once. */
export type WordingEffect = { readonly kind: 'unknownStatus'; readonly word?: string }

export type Effect = RefusingEffect | AnsweringEffect | FileEffect | DelayingEffect | JobEffect | WordingEffect

export interface Fault {
  /** Every provider when absent. */
  readonly provider?: ProviderName
  /** Every endpoint when absent. At Runware the endpoint is the task's type. */
  readonly endpoint?: Endpoint
  /** Only requests on this job. In a request on several tasks of Runware or Kling, `jobGone` and `unknownStatus` then hit this one. */
  readonly jobId?: string
  readonly when?: (request: RecordedRequest) => boolean
  /** Once when absent. */
  readonly times?: number | 'untilCleared'
  readonly effect: Effect
}

/** A place where a fault may strike. */
export interface FaultSite {
  readonly request: RecordedRequest
  readonly jobIds: readonly string[]
}

export interface Faults {
  /** The returned function takes the fault back. */
  add(fault: Fault): () => void
  /** Every request is reset until the returned function is called. */
  down(provider?: ProviderName): () => void
  clear(): void
  /** How many of the added faults have not yet struck as often as they should. */
  readonly pending: number
}

export interface FaultTaker {
  take<Kind extends Effect['kind']>(
    site: FaultSite,
    kinds: readonly Kind[],
  ): Extract<Effect, { readonly kind: Kind }> | undefined
}

interface Entry {
  readonly fault: Fault
  left: number
}

function strikesAt(fault: Fault, site: FaultSite): boolean {
  if (fault.provider !== undefined && fault.provider !== site.request.provider) return false
  if (fault.endpoint !== undefined && fault.endpoint !== site.request.endpoint) return false
  if (fault.jobId !== undefined && !site.jobIds.includes(fault.jobId)) return false
  return fault.when === undefined || fault.when(site.request)
}

function isOneOf<Kind extends Effect['kind']>(
  effect: Effect,
  kinds: readonly Kind[],
): effect is Extract<Effect, { readonly kind: Kind }> {
  return (kinds as readonly string[]).includes(effect.kind)
}

/** Scripted faults, which strike in the order in which they were added. */
export function createFaults(): Faults & FaultTaker {
  const entries = new Set<Entry>()

  function add(fault: Fault): () => void {
    const entry = { fault, left: fault.times === 'untilCleared' ? Number.POSITIVE_INFINITY : (fault.times ?? 1) }
    entries.add(entry)
    return () => void entries.delete(entry)
  }

  return {
    add,
    down(provider) {
      return add({ ...(provider && { provider }), times: 'untilCleared', effect: { kind: 'reset' } })
    },
    clear: () => entries.clear(),
    get pending() {
      return entries.size
    },
    take(site, kinds) {
      for (const entry of entries) {
        const { effect } = entry.fault
        if (!isOneOf(effect, kinds) || !strikesAt(entry.fault, site)) continue
        entry.left -= 1
        if (entry.left <= 0) entries.delete(entry)
        return effect
      }
      return undefined
    },
  }
}

/** One HTTP request as it arrived. Keys are never recorded, neither from the header nor from an authentication task. */
export interface RecordedRequest {
  readonly provider: ProviderName
  readonly endpoint: Endpoint
  readonly method: string
  /** As sent, with the query: percent-encoding is left alone. */
  readonly path: string
  /** The parsed JSON, or the text where it is none; absent without a body. */
  readonly body?: unknown
  /** Milliseconds since the epoch. */
  readonly at: number
  /** What was answered; absent while it waits. */
  readonly answered?: number | 'reset'
}
