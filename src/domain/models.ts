import { days, minutes, seconds } from './clock.ts'
import { fromDollars, type MicroDollars } from './money.ts'
import type { ProviderId } from './operation.ts'
import {
  type AspectRatio,
  aspectRatios,
  longestDuration,
  promptLimit,
  type Quality,
  shortestDuration,
} from './request.ts'

export type Mode = 'textToVideo' | 'imageToVideo'

export interface Size {
  readonly width: number
  readonly height: number
}

/** What one provider offers at one quality for one mode. */
export interface Model {
  readonly provider: ProviderId
  /** The id in the provider's API. */
  readonly id: string
  readonly quality: Quality
  readonly mode: Mode
  /** Per second of video. */
  readonly price: { readonly silent: MicroDollars; readonly withSound: MicroDollars }
  readonly duration: { readonly shortest: number; readonly longest: number }
  /** Empty where the video follows the start frame. */
  readonly aspectRatios: readonly AspectRatio[]
  /** In code points, as JSON Schema and pydantic count; for every text that goes along. */
  readonly promptLimit: number
  readonly shortestPrompt: number
  readonly supports: {
    readonly endFrame: boolean
    readonly negativePrompt: boolean
    readonly guidance: boolean
    readonly shots: boolean
    /** How many at the most. */
    readonly elements: number
  }
  /** How long a render is expected to take before anything was learned, in milliseconds. */
  readonly expectedRender: number
  /** After this long the person is told once, and checks become rare; milliseconds. */
  readonly overdueAfter: number
}

/** Resolution in words and the size per aspect ratio. @see https://runware.ai/docs/models/klingai-video-3-0-4k */
export const resolutions: Readonly<
  Record<Quality, { readonly name: string; readonly sizes: Record<AspectRatio, Size> }>
> = {
  standard: {
    name: '720p',
    sizes: {
      '16:9': { width: 1280, height: 720 },
      '9:16': { width: 720, height: 1280 },
      '1:1': { width: 960, height: 960 },
    },
  },
  pro: {
    name: '1080p',
    sizes: {
      '16:9': { width: 1920, height: 1080 },
      '9:16': { width: 1080, height: 1920 },
      '1:1': { width: 1440, height: 1440 },
    },
  },
  '4k': {
    name: '4K',
    sizes: {
      '16:9': { width: 3840, height: 2160 },
      '9:16': { width: 2160, height: 3840 },
      '1:1': { width: 2880, height: 2880 },
    },
  },
}

/** How long a provider's link to a result works, in milliseconds; absent where the provider does not say. */
export const resultLifetimes: Readonly<Partial<Record<ProviderId, number>>> = {
  // @see https://runware.ai/docs/platform/media-storage (`ttl`, 7 days by default)
  runware: days(7),
}

/** List prices, the same at both providers. @see https://www.runcomfy.com/models and https://runware.ai/pricing */
const prices: Readonly<Record<Quality, Model['price']>> = {
  standard: { silent: fromDollars(0.084), withSound: fromDollars(0.126) },
  pro: { silent: fromDollars(0.112), withSound: fromDollars(0.168) },
  '4k': { silent: fromDollars(0.42), withSound: fromDollars(0.42) },
}

/** @see https://runware.ai/docs/models/klingai-video-3-0-4k */
const shortestPrompts: Readonly<Record<ProviderId, number>> = { runcomfy: 1, runware: 2 }

const expectedRenders: Readonly<Record<Quality, number>> = {
  standard: seconds(120),
  pro: seconds(180),
  '4k': seconds(480),
}

const overdueAfter: Readonly<Record<Quality, number>> = {
  standard: minutes(10),
  pro: minutes(10),
  '4k': minutes(40),
}

type Specifics = Pick<Model, 'provider' | 'id' | 'quality' | 'mode' | 'supports'>

function createModel(specifics: Specifics): Model {
  return {
    ...specifics,
    price: prices[specifics.quality],
    duration: { shortest: shortestDuration, longest: longestDuration },
    aspectRatios: specifics.mode === 'textToVideo' ? aspectRatios : [],
    promptLimit,
    shortestPrompt: shortestPrompts[specifics.provider],
    expectedRender: expectedRenders[specifics.quality],
    overdueAfter: overdueAfter[specifics.quality],
  }
}

function createRuncomfyModels(quality: Quality): Model[] {
  const common = { negativePrompt: true, guidance: true, shots: true }
  return [
    createModel({
      provider: 'runcomfy',
      id: `kling/kling-3.0/${quality}/text-to-video`,
      quality,
      mode: 'textToVideo',
      supports: { ...common, endFrame: false, elements: 0 },
    }),
    createModel({
      provider: 'runcomfy',
      id: `kling/kling-3.0/${quality}/image-to-video`,
      quality,
      mode: 'imageToVideo',
      // The standard image-to-video schema has no `end_image_url`; pro and 4k do.
      supports: { ...common, endFrame: quality !== 'standard', elements: 3 },
    }),
  ]
}

function createRunwareModels(quality: Quality): Model[] {
  const id = `klingai:kling-video@3-${quality}`
  // `guidance` and `elements` stay off: no trustworthy source gives their shape for Kling 3 at Runware.
  const common = { negativePrompt: true, guidance: false, shots: true, elements: 0 }
  return [
    createModel({ provider: 'runware', id, quality, mode: 'textToVideo', supports: { ...common, endFrame: false } }),
    createModel({ provider: 'runware', id, quality, mode: 'imageToVideo', supports: { ...common, endFrame: true } }),
  ]
}

/**
 * Everything that can be asked for, at every provider. Command choices, validation, routing, prices and the README's
 * option table all come from here.
 */
export const models: readonly Model[] = [
  ...createRuncomfyModels('standard'),
  ...createRuncomfyModels('pro'),
  ...createRuncomfyModels('4k'),
  ...createRunwareModels('standard'),
  ...createRunwareModels('pro'),
  ...createRunwareModels('4k'),
]

export function findModel(provider: ProviderId, quality: Quality, mode: Mode): Model {
  const model = models.find((each) => each.provider === provider && each.quality === quality && each.mode === mode)
  if (model === undefined) throw new Error(`No model at ${provider} for ${quality} ${mode}`)
  return model
}

/** What a video of this length costs at list price. */
export function estimatePrice(model: Model, request: { duration: number; sound: boolean }): MicroDollars {
  return request.duration * (request.sound ? model.price.withSound : model.price.silent)
}
