import { isRecord } from './rules.ts'

export type ProviderName = 'runcomfy' | 'runware'

export type JobState = 'queued' | 'rendering' | 'succeeded' | 'failed' | 'cancelled'

export const finalStates: readonly JobState[] = ['succeeded', 'failed', 'cancelled']

/** Why a render failed; each provider words it in its own way. */
export interface JobFailure {
  readonly kind: 'contentRefused' | 'pictureUnusable' | 'renderError' | 'timedOut'
  /** In place of the provider's usual text. */
  readonly message?: string
}

export interface Shot {
  readonly prompt: string
  /** Seconds. */
  readonly duration: number
}

/** The shots of a body that was checked; one without a duration has RunComfy's default. */
export function readShots(items: unknown): Shot[] {
  if (!Array.isArray(items)) return []
  return items
    .filter(isRecord)
    .map(({ prompt, duration = 5 }) => ({ prompt: String(prompt), duration: Number(duration) }))
}

export type Quality = 'standard' | 'pro' | '4k'

/** Micro-dollars per second. */
export interface Price {
  readonly silent: number
  readonly withSound: number
}

/**
 * Both sell Kling 3.0 at the same price. @see https://www.runcomfy.com/models/kling/kling-3.0 and
 * https://runware.ai/docs/models/klingai-video-3-0-4k, whose examples cost 0.42 a second
 */
export const prices: Readonly<Record<Quality, Price>> = {
  standard: { silent: 84_000, withSound: 126_000 },
  pro: { silent: 112_000, withSound: 168_000 },
  '4k': { silent: 420_000, withSound: 420_000 },
}

/** Micro-dollars. */
export function computeCost(price: Price, video: Pick<Submission, 'duration' | 'sound'>): number {
  return video.duration * (video.sound ? price.withSound : price.silent)
}

/** A picture of a submit: a public address, a data URI, bare base64, or the bytes of an earlier upload. */
export type PictureSource = string | Uint8Array

/** What a provider understood of a submit that passed all its checks. */
export interface Submission {
  readonly id: string
  readonly model: string
  /** The body as it was received. */
  readonly body: Readonly<Record<string, unknown>>
  readonly prompt: string
  readonly shots: readonly Shot[]
  /** Seconds. */
  readonly duration: number
  readonly sound: boolean
  /** Width to height where the submit says so; else the start picture decides. */
  readonly aspectRatio?: number
  readonly startPicture?: PictureSource
  readonly endPicture?: PictureSource
  /** Fetched and checked like the frames, but not shown in the video. */
  readonly otherPictures: readonly PictureSource[]
  /** At list price, in micro-dollars. */
  readonly cost: number
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
