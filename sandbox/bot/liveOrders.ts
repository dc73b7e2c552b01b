import type { StartReport } from './runBot.ts'

/** What the watched bot begins with, as JSON on its command line. */
export interface LiveSetup {
  /** How far its time is ahead of the true one, in milliseconds. */
  readonly ahead: number
}

/** What it is told: to put its time forward to be so far ahead. */
export interface LiveOrder {
  readonly ahead: number
}

/** What it tells. */
export type LiveReport = StartReport | { readonly kind: 'putForward'; readonly ahead: number }
