import { type Catalogue, estimatePrice, type Model, modeOf, type Range } from './models.ts'
import type { MicroDollars } from './money.ts'
import {
  joinPrompts,
  type Quality,
  qualities,
  type Request,
  requestDefaults,
  type Shot,
  writeWithout,
} from './request.ts'
import { countCodePoints } from './text.ts'

/** The options that not every model has. */
export const limitedOptions = ['endFrame', 'negativePrompt', 'guidance', 'shots', 'elements', 'cuts'] as const
export type LimitedOption = (typeof limitedOptions)[number]

/** One change that would make the request possible. */
export type NearestRequest = { readonly quality: Quality } | { readonly without: LimitedOption }

type ModelChoice =
  | { readonly possible: true; readonly models: readonly [Model, ...Model[]] }
  | {
      readonly possible: false
      /** The asked options that stand in the way. */
      readonly options: readonly LimitedOption[]
      readonly nearest: readonly NearestRequest[]
    }

/** The limited options that this request uses. */
export function optionsOf(request: Request): LimitedOption[] {
  const isUsed: Record<LimitedOption, boolean> = {
    endFrame: request.endImage !== undefined,
    negativePrompt: request.negativePrompt !== undefined,
    guidance: request.guidance !== undefined,
    shots: request.scene.kind === 'shots',
    elements: request.elements !== undefined,
    cuts: request.cuts === 'auto',
  }
  return limitedOptions.filter((option) => isUsed[option])
}

function isWithin({ shortest, longest }: Range, value: number): boolean {
  return value >= shortest && value <= longest
}

function takesShots({ shots: limits }: Model, shots: readonly Shot[]): boolean {
  if (limits === undefined || shots.length > limits.count) return false
  return shots.every(
    ({ prompt, duration }) => isWithin(limits.duration, duration) && isWithin(limits.prompt, countCodePoints(prompt)),
  )
}

/** Where it goes into the prompt, only beside a plain one, and as long as both fit. */
function takesNegativePrompt({ supports, negativeInPrompt }: Model, { scene, negativePrompt = '' }: Request): boolean {
  if (!supports.negativePrompt || negativeInPrompt === undefined) return supports.negativePrompt
  if (scene.kind !== 'prompt') return false
  return countCodePoints(writeWithout(scene.prompt, negativePrompt)) <= negativeInPrompt.longest
}

function supportsOption(model: Model, option: LimitedOption, request: Request): boolean {
  const { scene, elements = [] } = request
  if (option === 'negativePrompt') return takesNegativePrompt(model, request)
  if (option === 'shots') return scene.kind === 'prompt' || takesShots(model, scene.shots)
  if (option === 'elements') return elements.length <= model.elements
  return model.supports[option]
}

/** Those of shots have limits of their own. */
function takesTexts(model: Model, { scene, negativePrompt }: Request): boolean {
  const texts = [
    ...(scene.kind === 'prompt' ? [scene.prompt] : []),
    ...(negativePrompt === undefined ? [] : [negativePrompt]),
  ]
  return texts.every((text) => isWithin(model.prompt, countCodePoints(text)))
}

export function supportsRequest(model: Model, request: Request): boolean {
  return (
    model.quality === request.quality &&
    model.mode === modeOf(request) &&
    isWithin(model.duration, request.duration) &&
    (model.aspectRatios.length === 0 || model.aspectRatios.includes(request.aspectRatio)) &&
    takesTexts(model, request) &&
    optionsOf(request).every((option) => supportsOption(model, option, request))
  )
}

/** The first fitting model of each provider. */
function findModels(request: Request, providers: Catalogue): Model[] {
  return providers.flatMap(({ models }) => models.find((model) => supportsRequest(model, request)) ?? [])
}

/** The same without it. */
export function withoutOption(request: Request, option: LimitedOption): Request {
  const { scene, cuts, endImage, negativePrompt, guidance, elements, ...rest } = request
  return {
    ...rest,
    ...(option === 'shots'
      ? { scene: { kind: 'prompt', prompt: joinPrompts(request) }, cuts: 'one' }
      : { scene, ...(cuts !== undefined && option !== 'cuts' && { cuts }) }),
    ...(endImage !== undefined && option !== 'endFrame' && { endImage }),
    ...(negativePrompt !== undefined && option !== 'negativePrompt' && { negativePrompt }),
    ...(guidance !== undefined && option !== 'guidance' && { guidance }),
    ...(elements !== undefined && option !== 'elements' && { elements }),
  }
}

/** What is reserved for all of it: the price of the dearest of these models, since which one serves is decided later. */
export function findHighestPrice(models: readonly [Model, ...Model[]], request: Request): MicroDollars {
  return Math.max(...models.map((model) => estimatePrice(model, request))) * (request.variants ?? 1)
}

/** A shorter video with the same settings, and what is reserved for it. */
export interface Shorter {
  readonly seconds: number
  readonly price: MicroDollars
}

/** The longest shorter one for which the budget is enough; nothing where there is none. */
export function findLongestWithin(request: Request, budget: MicroDollars, providers: Catalogue): Shorter | undefined {
  // Their shots fill their length exactly.
  if (request.scene.kind === 'shots') return undefined
  for (let seconds = request.duration - 1; seconds > 0; seconds -= 1) {
    const shorter = { ...request, duration: seconds }
    const choice = chooseModels(shorter, providers)
    if (!choice.possible) return undefined
    const price = findHighestPrice(choice.models, shorter)
    if (price <= budget) return { seconds, price }
  }
  return undefined
}

/** What is reserved for a video with the usual settings, or at another quality; nothing where no provider offers that. */
export function findUsualPrice(
  providers: Catalogue,
  quality: Quality = requestDefaults.quality,
): MicroDollars | undefined {
  const scene = { kind: 'prompt', prompt: 'a paper boat on a rainy street' } as const
  const request = { ...requestDefaults, quality, scene }
  const choice = chooseModels(request, providers)
  return choice.possible ? findHighestPrice(choice.models, request) : undefined
}

/**
 * The models that can serve every option asked for, in the operator's order of providers and all of the first one's family;
 * or the single changes that would make the request possible.
 */
export function chooseModels(request: Request, providers: Catalogue): ModelChoice {
  const [first, ...others] = findModels(request, providers)
  if (first !== undefined) {
    // Whoever asked was offered a line of models: no other provider makes something else in its place.
    return { possible: true, models: [first, ...others.filter(({ family }) => family === first.family)] }
  }
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
