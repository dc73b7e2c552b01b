import { isRecord } from './rules.ts'

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
