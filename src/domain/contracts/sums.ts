import type { MicroDollars } from '../money.ts'

/**
 * The day of a person, the month of a server, the month of everybody, a person's whole time (its `from` is 0), or the day or month
 * of a member in one server.
 */
type SumScope = 'personDay' | 'serverMonth' | 'month' | 'person' | 'memberDay' | 'memberMonth'

/** The key of a member's sums. */
export const toMemberKey = (guildId: string, userId: string): string => `${guildId}/${userId}`

/** Which sums. All times are starts of UTC days and months, in milliseconds since the epoch. */
export interface SumsOf {
  readonly scope: SumScope
  /** Of the person, the server or the member (`toMemberKey`); empty for everybody. */
  readonly key: string
  readonly from: number
}

/**
 * Sums over the generations that were begun in that time. In a server only those count that are on its account
 * (`installation: guild`).
 */
export interface Sums {
  /** All, however they ended. */
  readonly attempts: number
  /** Without those that ended without a video and without a cost. */
  readonly counted: number
  /** Those that have not ended. */
  readonly open: number
  /** What was spent, or is reserved. */
  readonly spent: MicroDollars
  /** The part of it that is reserved. */
  readonly reserved: MicroDollars
  /** The part of it that the provider may or may not have charged. */
  readonly unknown: MicroDollars
}

/** A member's part of what a server spent. */
export interface Spender extends Pick<Sums, 'attempts' | 'counted' | 'spent' | 'reserved'> {
  readonly userId: string
}

/** What must not be exceeded when a generation is inserted. */
export type Cap =
  /** The sum may be `limit` at most with what is added. */
  | {
      readonly kind: 'sum'
      readonly of: SumsOf
      readonly field: keyof Sums
      readonly adds: number
      readonly limit: number
    }
  /** The person may have begun `limit` at most, this one included, after `since` and until `until`. */
  | {
      readonly kind: 'rate'
      readonly owner: string
      readonly since: number
      readonly until: number
      readonly limit: number
    }
