import { findModel, type Mode, type Model } from './models.ts'
import type { ProviderId } from './operation.ts'
import { type Quality, qualities, type Request } from './request.ts'
import { countCodePoints } from './text.ts'

/** The options that not every model has. */
export const limitedOptions = ['endFrame', 'negativePrompt', 'guidance', 'shots', 'elements'] as const
export type LimitedOption = (typeof limitedOptions)[number]

/** One change that would make the request possible. */
export type NearestRequest = { readonly quality: Quality } | { readonly without: LimitedOption }

export type Route =
  | { readonly possible: true; readonly models: readonly [Model, ...Model[]] }
  | {
      readonly possible: false
      /** The asked options that stand in the way. */
      readonly options: readonly LimitedOption[]
      readonly nearest: readonly NearestRequest[]
    }

export function modeOf(request: Pick<Request, 'startImage'>): Mode {
  return request.startImage === undefined ? 'textToVideo' : 'imageToVideo'
}

/** The limited options that this request uses. */
export function optionsOf(request: Request): LimitedOption[] {
  const isUsed: Record<LimitedOption, boolean> = {
    endFrame: request.endImage !== undefined,
    negativePrompt: request.negativePrompt !== undefined,
    guidance: request.guidance !== undefined,
    shots: request.shots !== undefined,
    elements: request.elements !== undefined,
  }
  return limitedOptions.filter((option) => isUsed[option])
}

function textsOf({ prompt, negativePrompt, shots = [] }: Request): string[] {
  return [prompt, ...(negativePrompt === undefined ? [] : [negativePrompt]), ...shots.map((shot) => shot.prompt)]
}

function takesText({ shortestPrompt, promptLimit }: Model, text: string): boolean {
  const length = countCodePoints(text)
  return length >= shortestPrompt && length <= promptLimit
}

function supportsOption(model: Model, option: LimitedOption, request: Request): boolean {
  if (option === 'elements') return (request.elements?.length ?? 0) <= model.supports.elements
  return model.supports[option]
}

export function supportsRequest(model: Model, request: Request): boolean {
  return (
    model.quality === request.quality &&
    model.mode === modeOf(request) &&
    request.duration >= model.duration.shortest &&
    request.duration <= model.duration.longest &&
    textsOf(request).every((text) => takesText(model, text)) &&
    optionsOf(request).every((option) => supportsOption(model, option, request))
  )
}

function findModels(request: Request, providers: readonly ProviderId[]): Model[] {
  return providers
    .map((provider) => findModel(provider, request.quality, modeOf(request)))
    .filter((model) => supportsRequest(model, request))
}

function withoutOption(request: Request, option: LimitedOption): Request {
  const { endImage, negativePrompt, guidance, shots, elements, ...rest } = request
  return {
    ...rest,
    ...(endImage !== undefined && option !== 'endFrame' && { endImage }),
    ...(negativePrompt !== undefined && option !== 'negativePrompt' && { negativePrompt }),
    ...(guidance !== undefined && option !== 'guidance' && { guidance }),
    ...(shots !== undefined && option !== 'shots' && { shots }),
    ...(elements !== undefined && option !== 'elements' && { elements }),
  }
}

/**
 * The models that can serve every option asked for, in the operator's order of providers; or the single changes
 * that would make the request possible.
 */
export function routeRequest(request: Request, providers: readonly ProviderId[]): Route {
  const [first, ...others] = findModels(request, providers)
  if (first !== undefined) return { possible: true, models: [first, ...others] }
  const used = optionsOf(request)
  const otherQualities = qualities.filter(
    (quality) => quality !== request.quality && findModels({ ...request, quality }, providers).length > 0,
  )
  const removable = used.filter((option) => findModels(withoutOption(request, option), providers).length > 0)
  return {
    possible: false,
    options: removable.length > 0 ? removable : used,
    nearest: [...otherQualities.map((quality) => ({ quality })), ...removable.map((without) => ({ without }))],
  }
}
