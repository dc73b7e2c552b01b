import type { Submission } from './submission.ts'

export type ProviderName = 'kling' | 'runcomfy' | 'runware'

export type JobState = 'queued' | 'rendering' | 'succeeded' | 'failed' | 'cancelled'

export const finalStates: readonly JobState[] = ['succeeded', 'failed', 'cancelled']

/** Why a render failed; each provider words it in its own way. */
export interface JobFailure {
  readonly kind: 'contentRefused' | 'pictureUnusable' | 'renderError' | 'timedOut'
  /** In place of the provider's usual text. */
  readonly message?: string
}

/** How the result departs from a plain success. */
export interface ResultTraits {
  /** Runware only: the result carries `NSFWContent: true`. */
  readonly notSafeForWork?: boolean
  /** The answer says success, but names no file. */
  readonly resultMissing?: boolean
  /** The named file answers 404. */
  readonly fileMissing?: boolean
  /** The answer reports no cost although it was asked to. */
  readonly costMissing?: boolean
  /** What the answer reports in place of the cost, in whatever form. */
  readonly reportedCost?: unknown
}

/** An accepted submit, which is what costs money. */
export interface Job extends Omit<Submission, 'startPicture' | 'endPicture' | 'otherPictures'> {
  readonly provider: ProviderName
  readonly state: JobState
  /** Milliseconds since the epoch, like all instants here. */
  readonly acceptedAt: number
  readonly startedAt?: number
  readonly finishedAt?: number
  /** What it took from the balance, in micro-dollars: the cost after a success, else nothing. */
  readonly charged: number
  readonly failure?: JobFailure
  readonly traits: ResultTraits
  /** The name of its file, not the job's id. */
  readonly fileId: string
}
