import type { Failure, Operation, ProviderId } from '../generation.ts'
import type { Model, ProviderProfile } from '../models.ts'
import type { MicroDollars } from '../money.ts'
import { type Frames, promptsOf, type Request } from '../request.ts'

/** A request turned into what the provider's API takes. Opaque outside its adapter; may hold pictures, never stored. */
export interface PreparedSubmit {
  readonly model: Model
  readonly body: unknown
}

/** What one poll found. `detail` is for the log only. */
export type PollState =
  | { readonly status: 'waiting'; readonly position?: number }
  | { readonly status: 'rendering' }
  | {
      readonly status: 'succeeded'
      readonly videoUrl: string
      /** In micro-dollars, as reported, however odd. Absent, zero and unbelievable costs are settled at list price. */
      readonly cost?: number
      readonly notSafeForWork: boolean
    }
  | { readonly status: 'failed'; readonly failure: Failure; readonly detail: string; readonly cost?: number }
  | { readonly status: 'cancelled' }
  /** The provider says that it does not know the job (any more). */
  | { readonly status: 'gone' }

/** A state, or the own failure of the poll, which says nothing about the generation. */
export type PollOutcome = PollState | ProviderError

export interface PollItem {
  readonly generationId: string
  readonly operation: Operation
}

export type CancelAnswer = 'cancelled' | 'tooLate' | 'unknown'

/**
 * What a second submit with the same task id comes to. Both of the first refuse it, so that it never costs twice.
 * `refusesDuplicates`: that is certain, so it is sent again until it is known; `provesConflict`: it is sent again once, and
 * a refusal for the id is proof; `none`: there is no id of ours, and nobody can be asked.
 */
export type Idempotency = 'refusesDuplicates' | 'provesConflict' | 'none'

/** What differs between the APIs, as data: the rooms read it, and never ask who it is. */
interface ApiTraits {
  readonly idempotency: Idempotency
  /** What of a job can be cancelled: while it waits there, at any time, or nothing. */
  readonly cancel: 'queued' | 'any' | 'none'
  /** Whether it says what a job cost. */
  readonly price: 'reported' | 'list'
  /** Whether it calls back when a job is over, and whether such a call proves who made it. */
  readonly callbacks: 'signed' | 'unsigned' | 'none'
}

/** A company's API that renders. Every method may throw a ProviderError and nothing else, but for what `prepare` says. */
export interface ProviderApi {
  /**
   * Builds the body. May upload pictures: free and repeatable. Throws a ProviderError `invalidInput` where the model
   * cannot serve the request, PictureRefused where a kept picture cannot be converted, and the reason of the signal as soon as nobody needs the body any more.
   */
  prepare(model: Model, request: Request, frames: Frames, signal?: AbortSignal): Promise<PreparedSubmit>
  /**
   * Exactly one POST that costs money. A thrown ProviderError with `ambiguous: false` means that it certainly was not
   * accepted.
   */
  submit(prepared: PreparedSubmit, options: { readonly taskId: string }): Promise<Operation>
  /** Asks for the state of many jobs; an outcome per generation id, one bad item never fails the others. Never throws. */
  poll(items: readonly PollItem[]): Promise<ReadonlyMap<string, PollOutcome>>
  /**
   * Where the client chooses the task id: whether a submit whose answer was lost arrived. After `absent`, one more submit
   * with the same task id is safe, since the provider refuses a known one.
   */
  lookup?(taskId: string): Promise<{ readonly found: true; readonly operation: Operation } | { readonly found: false }>
  /** Absent where the API cannot cancel. */
  cancel?(operation: Operation): Promise<CancelAnswer>
  /** A question that costs nothing. Throws where the API that takes submits is out of order, or does not take the key. */
  probe?(): Promise<void>
  /** What is left on the operator's account. */
  balance?(): Promise<MicroDollars>
}

/** The variables by which the operator sets up the account with a provider. */
interface AccountVariables {
  /** All of them are needed, by the names that the adapter knows: `key`. `fix`: where to get one. */
  readonly secrets: Readonly<
    Record<string, { readonly variable: string; readonly meaning: string; readonly fix: string }>
  >
  /** `path`: what of one the address may have. */
  readonly apiUrl: {
    readonly variable: string
    readonly default: string
    readonly path: 'none' | 'withoutVersion' | 'any'
    readonly meaning: string
  }
  /** How many videos may render for us at once. */
  readonly slots: { readonly variable: string; readonly default: number; readonly meaning: string }
}

/** What is known of a provider before the operator has set it up. */
export interface ConfigurableProvider extends ProviderProfile {
  readonly account: AccountVariables
  readonly traits: ApiTraits
}

/** A provider that the operator has an account with. */
export interface Provider extends ProviderProfile, ProviderApi {
  readonly traits: ApiTraits
  /** How many items one request of `poll` can carry. */
  readonly pollsPerRequest: number
  /** An origin that the operator trusts for results besides, because the API address was set: `http://127.0.0.1:4000`. */
  readonly trustedOrigin?: string
}

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
  /** As many jobs are under way as the account may have at once. */
  readonly isFull?: true
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
  readonly isFull: boolean
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
    this.isFull = facts.isFull ?? false
    this.status = facts.status
    this.requestId = facts.requestId
    this.detail = facts.detail
    this.networkCode = facts.networkCode
    this.retryAfter = facts.retryAfter
  }
}

/** So many characters in common with a prompt are no chance. */
const tellingLength = 16
const longestWords = 300

const normalise = (text: string) => text.toLowerCase().replaceAll(/\s+/g, ' ').trim()

function repeats(words: string, prompt: string): boolean {
  const length = Math.min(tellingLength, prompt.length)
  for (let start = 0; start + length <= prompt.length; start += 1) {
    if (words.includes(prompt.slice(start, start + length))) return true
  }
  return false
}

/**
 * An error as facts for the log. What a provider said helps the operator, but providers repeat prompts in their answers, and
 * prompts are not for the log: then the words are withheld.
 */
export function describeError(error: unknown, request: Request): Record<string, unknown> {
  if (!(error instanceof ProviderError)) return { error }
  const { name, code, status, requestId, networkCode, retryable, ambiguous, detail = '' } = error
  const words = normalise(detail)
  const prompts = [...promptsOf(request), request.negativePrompt ?? '']
  const isRepeating = prompts.some((prompt) => prompt !== '' && repeats(words, normalise(prompt)))
  const said = isRepeating ? 'withheld, since it repeats the prompt' : detail.slice(0, longestWords)
  return { error: name, code, status, requestId, networkCode, retryable, ambiguous, said }
}
