import type { StartReport } from './runBot.ts'

/** What the watched bot begins with, as JSON on its command line. */
export interface LiveSetup {
  /** How far its time is ahead of the true one, in milliseconds. */
  readonly ahead: number
}

/** What it is told. */
export type LiveOrder =
  /** Says when it waits for nobody. */
  | { readonly kind: 'settle' }
  /** Puts its time forward to be so far ahead. */
  | { readonly kind: 'putForward'; readonly ahead: number }

/** What it tells. */
export type LiveReport =
  | StartReport
  /** None of its requests waits for an answer. */
  | { readonly kind: 'settled' }
  | { readonly kind: 'putForward'; readonly ahead: number }
