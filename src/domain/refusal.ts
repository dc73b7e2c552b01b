import type { MicroDollars } from './money.ts'
import type { LimitedOption, NearestRequest } from './routeRequest.ts'

/** In characters as people count them, or in the parts (code points) that a provider counts. */
interface TextLength {
  readonly length: number
  readonly limit: number
  readonly isInParts?: true
}

/** Why a command was not accepted. Nothing was spent; each reason has its own sentence in `views/`. */
export type RefusalReason =
  | { readonly code: 'serverNotAllowed' }
  | { readonly code: 'userInstallNotAllowed' }
  | { readonly code: 'tooManyOpen'; readonly limit: number }
  | {
      readonly code: 'tooManyToday'
      readonly limit: number /** Milliseconds since the epoch. */
      readonly renewsAt: number
    }
  | {
      readonly code: 'tooManyAttempts'
      readonly per: 'day' | 'minute'
      readonly limit: number
      readonly renewsAt: number
    }
  | {
      readonly code: 'overBudget'
      readonly scope: 'person' | 'server' | 'everyone'
      readonly budget: MicroDollars
      readonly left: MicroDollars
      readonly needed: MicroDollars
      readonly renewsAt: number
    }
  | { readonly code: 'promptEmpty' }
  | ({ readonly code: 'promptTooLong' } & TextLength)
  | ({ readonly code: 'negativePromptTooLong' } & TextLength)
  | { readonly code: 'durationOutOfRange'; readonly shortest: number; readonly longest: number }
  | { readonly code: 'guidanceOutOfRange' }
  | { readonly code: 'endImageWithoutStart' }
  | { readonly code: 'unknownChoice'; readonly option: string }
  | {
      readonly code: 'unsupportedCombination'
      readonly options: readonly LimitedOption[]
      readonly nearest: readonly NearestRequest[]
    }
  | { readonly code: 'cannotPostHere' }
  | { readonly code: 'storeUnavailable' }
  | { readonly code: 'shuttingDown' }
  | { readonly code: 'notFound' }
  /** A command or button of another version of the bot. */
  | { readonly code: 'outdated' }
  | { readonly code: 'notYours' }

/** A polite no: the person's or the moment's fault, not a defect. */
export class Refusal extends Error {
  readonly reason: RefusalReason

  constructor(reason: RefusalReason, options?: ErrorOptions) {
    super(reason.code, options)
    this.name = `Refusal[${reason.code}]`
    this.reason = reason
  }
}
