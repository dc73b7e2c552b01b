import type { Frames } from '../frame.ts'
import type { Failure } from '../generation.ts'
import type { Model, ProviderProfile } from '../models.ts'
import type { MicroDollars } from '../money.ts'
import type { Operation } from '../operation.ts'
import type { ProviderError } from '../providerError.ts'
import type { Request } from '../request.ts'

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
  /** How many items one request of `poll` can carry. */
  readonly pollsPerRequest: number
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
  /** An origin that the operator trusts for results besides, because the API address was set: `http://127.0.0.1:4000`. */
  readonly trustedOrigin?: string
}

/** The variables by which the operator sets up the account with a provider. */
export interface AccountVariables {
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
}

/** A provider that the operator has an account with. */
export interface Provider extends ProviderProfile, ProviderApi {}
