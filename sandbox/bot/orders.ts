import type { Generation } from '../../src/domain/generation.ts'
import type { StartReport } from './runBot.ts'

/** Around which write to the store something happens. */
export type Moment = 'before' | 'after'

/**
 * What happens to one generation around one of its writes, while the rest of the bot goes on:
 *
 * - `stop`: it goes no further, so that a kill finds it there.
 * - `pause`: it goes on when it is released.
 * - `fail`: the disk is full, this once. After the write the failure is reported although the database has it.
 */
export interface Hold {
  /** The generation's, which tests make unique. */
  readonly prompt: string
  /** Whether it is the generation that tries the prompt again. */
  readonly isRetry?: boolean
  /** What the write does, and which one of its kind in this process it is: the first unless said otherwise. */
  readonly name: string
  readonly nth?: number
  readonly moment: Moment
  readonly effect: 'stop' | 'pause' | 'fail'
}

/** What a process begins with, as JSON on its command line. */
export interface Setup {
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly holds: readonly Hold[]
  /** Dies by itself, without a word, around this write, counted over all generations. */
  readonly death?: { readonly write: number; readonly moment: Moment }
}

/** What the process is told. */
export type Order =
  /** Sets the clock, runs what is due, and reports as soon as the process is quiet. */
  | { readonly kind: 'advance'; readonly number: number; readonly to: number }
  /** Lets the held write of a generation go on. */
  | { readonly kind: 'release'; readonly generationId: string }

/** One write to the store. */
export interface Write {
  readonly generationId: string
  readonly prompt: string
  readonly isRetry: boolean
  /** What it does: `queued->submitting`, `delivery.shownAt`, `removed`. */
  readonly name: string
  /** Counted per generation, name and process, from 1 on. */
  readonly nth: number
}

/** What the process tells. */
export type Report =
  | StartReport
  /** Another process has the store; only time helps. */
  | { readonly kind: 'leaseHeld' }
  | { readonly kind: 'write'; readonly moment: Moment; readonly write: Write; readonly record?: Generation }
  | { readonly kind: 'held'; readonly hold: Hold; readonly write: Write }
  /** Nothing happens any more but these requests, which somebody keeps waiting. */
  | {
      readonly kind: 'quiet'
      readonly number: number
      readonly requests: number
      /** When the next timer is due. */
      readonly nextTimerAt?: number
    }

/** What the watched bot begins with, as JSON on its command line. */
export interface LiveSetup {
  /** How far its time is ahead of the true one, in milliseconds. */
  readonly ahead: number
  /** Whether everybody has had their videos of the day. */
  readonly isAllowanceUsedUp: boolean
}

/** What it is told. */
export type LiveOrder =
  /** Says when it waits for nobody. */
  | { readonly kind: 'settle' }
  /** Puts its time forward to be so far ahead. */
  | { readonly kind: 'putForward'; readonly ahead: number }
  /** From now on everybody has had their videos of the day, or what they really had. */
  | { readonly kind: 'useUpAllowance'; readonly isUsedUp: boolean }

/** What it tells. */
export type LiveReport =
  | StartReport
  /** None of its requests waits for an answer. */
  | { readonly kind: 'settled' }
  | { readonly kind: 'putForward'; readonly ahead: number }
  | { readonly kind: 'allowanceUsedUp' }
  /** Nobody let it connect, so that nobody else knows of this request. */
  | { readonly kind: 'unreached'; readonly method: string; readonly path: string }
