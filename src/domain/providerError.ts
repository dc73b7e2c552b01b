import type { ProviderId } from './operation.ts'

export type ProviderErrorCode =
  | 'invalidInput'
  | 'rejectedContent'
  | 'unauthorized'
  | 'outOfCredit'
  | 'rateLimited'
  | 'unavailable'
  | 'badResponse'
  | 'timeout'

export interface ProviderErrorFacts {
  readonly provider: ProviderId
  readonly code: ProviderErrorCode
  /** Whether the same call may succeed later. */
  readonly retryable: boolean
  /** For a submit: whether the provider may have accepted the job all the same. */
  readonly ambiguous: boolean
  /** The HTTP status, where there was an answer. */
  readonly status?: number
  readonly requestId?: string
  /** What the provider said: for the log only, never shown to a person. */
  readonly detail?: string
  /** What went wrong on the network, as the system or undici calls it: `ECONNRESET`. */
  readonly networkCode?: string
  /** How long the provider wishes to be left alone, in milliseconds; within reason. */
  readonly retryAfter?: number
  readonly cause?: unknown
}

/** A call to a provider that did not do what it should. Carries its code in its name, so that a log line is searchable. */
export class ProviderError extends Error {
  readonly provider: ProviderId
  readonly code: ProviderErrorCode
  readonly retryable: boolean
  readonly ambiguous: boolean
  readonly status: number | undefined
  readonly requestId: string | undefined
  readonly detail: string | undefined
  readonly networkCode: string | undefined
  readonly retryAfter: number | undefined

  constructor(facts: ProviderErrorFacts) {
    // The provider's words stay out of the message, which is logged as it is.
    super(facts.code, { cause: facts.cause })
    this.name = `ProviderError[${facts.provider}:${facts.code}]`
    this.provider = facts.provider
    this.code = facts.code
    this.retryable = facts.retryable
    this.ambiguous = facts.ambiguous
    this.status = facts.status
    this.requestId = facts.requestId
    this.detail = facts.detail
    this.networkCode = facts.networkCode
    this.retryAfter = facts.retryAfter
  }
}
