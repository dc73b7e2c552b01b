import { minutes } from './clock.ts'
import type { Generation, ProviderId } from './generation.ts'
import type { MicroDollars } from './money.ts'
import { type AspectRatio, type Quality, qualities, type Request } from './request.ts'

export type Mode = 'textToVideo' | 'imageToVideo'

export interface Size {
  readonly width: number
  readonly height: number
}

/** The least and the most that is allowed. */
export interface Range {
  readonly shortest: number
  readonly longest: number
}

/** Several shots in one video. */
export interface ShotLimits {
  /** How many at the most. */
  readonly count: number
  /** Seconds of one shot. */
  readonly duration: Range
  /** Code points of the prompt of one shot. */
  readonly prompt: Range
}

/** What one provider offers at one quality for one mode. */
export interface Model {
  readonly provider: ProviderId
  /** The id in the provider's API. Both modes may share one. */
  readonly id: string
  /** The line of models, as its maker counts them: `kling-3.0`. One stands in for another only within it. */
  readonly family: string
  readonly quality: Quality
  readonly mode: Mode
  /** Per second of video. */
  readonly price: { readonly silent: MicroDollars; readonly withSound: MicroDollars }
  /** Seconds. */
  readonly duration: Range
  /** Empty where the video follows the start frame. */
  readonly aspectRatios: readonly AspectRatio[]
  /** In code points, as JSON Schema and pydantic count; for the negative prompt as well. */
  readonly prompt: Range
  /** Absent where a video is always one shot. */
  readonly shots?: ShotLimits
  /** How many at the most. */
  readonly elements: number
  readonly supports: {
    readonly endFrame: boolean
    readonly negativePrompt: boolean
    readonly guidance: boolean
    /** That Kling decides where to cut. One shot is what every model can make. */
    readonly cuts: boolean
  }
  /**
   * Where there is no field for what to leave out: it goes into a plain prompt, in words, and both together may be so long, in code
   * points.
   */
  readonly negativeInPrompt?: { readonly longest: number }
  /** How long a render is expected to take before anything was learned, in milliseconds. */
  readonly expectedRender: number
  /** After this long the person is told once, and polls become rare; milliseconds. */
  readonly overdueAfter: number
}

/** What is known of a provider without asking it. */
export interface ProviderProfile {
  readonly id: ProviderId
  /** As people read it. */
  readonly name: string
  /** Everything that can be asked for there; may be empty. */
  readonly models: readonly Model[]
  /** What a failed render costs where the provider reports nothing. */
  readonly failedRenders: 'free' | 'unknown'
  /** How long a link to a result works, in milliseconds; absent where the provider does not say. */
  readonly resultLifetime?: number
  /** Hosts that results may come from over https: `vm.runware.ai`, or `*.runcomfy.net` for every host below. */
  readonly resultHosts: readonly string[]
}

/** The known providers, whether or not the operator has an account there. */
export type Catalogue = readonly ProviderProfile[]

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

export function modeOf(request: Pick<Request, 'startImage'>): Mode {
  return request.startImage === undefined ? 'textToVideo' : 'imageToVideo'
}

type Key = Pick<Model, 'provider' | 'quality' | 'mode'>

/** Nothing where the provider is not known, or does not offer this quality in this mode. */
export function findModel(catalogue: Catalogue, { provider, quality, mode }: Key): Model | undefined {
  const profile = catalogue.find(({ id }) => id === provider)
  return profile?.models.find((model) => model.quality === quality && model.mode === mode)
}

type Sent = Pick<Generation, 'provider' | 'modelId' | 'request'>

/**
 * The model that a sent generation is rendered by. The id that was saved with the submit decides, so that another model in
 * its place changes nothing of a running video. Nothing where it is not offered any more; see `listPriceOf` and
 * `renderKindOf` for what holds then.
 */
export function modelOf(catalogue: Catalogue, { provider, modelId, request }: Sent): Model | undefined {
  if (provider === undefined) return undefined
  const mode = modeOf(request)
  if (modelId === undefined) return findModel(catalogue, { provider, quality: request.quality, mode })
  const profile = catalogue.find(({ id }) => id === provider)
  return profile?.models.find((model) => model.id === modelId && model.mode === mode)
}

/** What renders have in common that take about as long. */
export type RenderKind = Pick<Model, 'provider' | 'id' | 'mode' | 'expectedRender' | 'overdueAfter'>

/** The longest of all models, so that a video whose model is gone is not called late too early. */
const withdrawn = { expectedRender: minutes(8), overdueAfter: minutes(40) }

/** How long a sent generation may take. One whose model is not offered any more is waited for like the slowest. */
export function renderKindOf(catalogue: Catalogue, generation: Sent & { readonly provider: ProviderId }): RenderKind {
  const { provider, modelId = 'unknown', request } = generation
  return modelOf(catalogue, generation) ?? { provider, id: modelId, mode: modeOf(request), ...withdrawn }
}

/** What a video of this length costs at list price. */
export function estimatePrice(
  { price }: Pick<Model, 'price'>,
  request: Pick<Request, 'duration' | 'sound'>,
): MicroDollars {
  return request.duration * (request.sound ? price.withSound : price.silent)
}

/** What the video costs at its provider's list price; what was reserved where it is not sent, or its model is gone. */
export function listPriceOf(catalogue: Catalogue, generation: Sent & Pick<Generation, 'reserved'>): MicroDollars {
  const model = modelOf(catalogue, generation)
  return model === undefined ? generation.reserved : estimatePrice(model, generation.request)
}

/** The widest limits that any of the models sets; nothing where there is no model. */
export function findLimits(models: readonly Model[]): Pick<Model, 'duration' | 'prompt'> | undefined {
  if (models.length === 0) return undefined
  const widest = (ranges: readonly Range[]): Range => ({
    shortest: Math.min(...ranges.map(({ shortest }) => shortest)),
    longest: Math.max(...ranges.map(({ longest }) => longest)),
  })
  return {
    duration: widest(models.map(({ duration }) => duration)),
    prompt: widest(models.map(({ prompt }) => prompt)),
  }
}

/** An option of `/kling video` that not every model has. */
export type CommandOption = keyof Model['supports']

/** Where it is looked for: an end frame makes sense only with a start frame. */
const modesOf: Readonly<Record<CommandOption, readonly Mode[]>> = {
  endFrame: ['imageToVideo'],
  negativePrompt: ['textToVideo', 'imageToVideo'],
  guidance: ['textToVideo', 'imageToVideo'],
  cuts: ['textToVideo'],
}

/** The qualities at which at least one of the providers takes the option in every mode that makes sense. */
export function listQualities(option: CommandOption, providers: Catalogue): Quality[] {
  const models = providers.flatMap((provider) => provider.models)
  return qualities.filter((quality) =>
    modesOf[option].every((mode) =>
      models.some((model) => model.quality === quality && model.mode === mode && model.supports[option]),
    ),
  )
}

/** The price that the first provider in the operator's order asks; nothing where none offers the quality. */
export function findPrice(quality: Quality, providers: Catalogue): Model['price'] | undefined {
  const offered = providers.flatMap(({ models }) => models).filter((model) => model.quality === quality)
  return (offered.find(({ mode }) => mode === 'textToVideo') ?? offered[0])?.price
}
