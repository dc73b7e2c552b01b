import { z } from 'zod'
import { noticePlace } from './generation.ts'
import { type Catalogue, findLimits, findPrice } from './models.ts'
import { type MicroDollars, microDollars } from './money.ts'
import type { Budget } from './policy.ts'
import {
  aspectRatio,
  aspectRatios,
  type Quality,
  qualities,
  quality,
  type Request,
  requestDefaults,
} from './request.ts'

/** An amount above which a video is shown with its price before it begins. */
export const quoteAbove = z.union([microDollars, z.literal('never')])
export type QuoteAbove = z.infer<typeof quoteAbove>

/** A word of a newer version counts as no choice. */
const choice = <T>(schema: z.ZodType<T>) => schema.optional().catch(undefined)

/** What a person, or a server for everybody in it, has chosen once. What is absent was not chosen. */
export const choices = z.object({
  aspectRatio: choice(aspectRatio),
  quality: choice(quality),
  sound: choice(z.boolean()),
  isPrivate: choice(z.boolean()),
  notice: choice(noticePlace),
  allowsRemix: choice(z.boolean()),
  quoteAbove: choice(quoteAbove),
})
export type Choices = z.infer<typeof choices>

/** What may fill in for an option that was not typed. */
export interface VideoOptions extends Pick<Choices, 'aspectRatio' | 'quality' | 'sound' | 'isPrivate'> {
  readonly duration?: number | undefined
  readonly negativePrompt?: string | undefined
}

/** What `/kling video` takes for every option that was not typed. */
export interface VideoDefaults
  extends Pick<Request, 'duration' | 'aspectRatio' | 'quality' | 'sound' | 'negativePrompt'> {
  readonly isPrivate: boolean
}

/** What the catalogue, or the server, has on offer now. */
export interface Offer {
  readonly qualities: readonly Quality[]
  readonly aspectRatios: readonly Request['aspectRatio'][]
  readonly durations?: { readonly shortest: number; readonly longest: number }
}

/** @param allowed by the server; an empty list allows every quality */
export function findOffer(providers: Catalogue, allowed: readonly Quality[] = []): Offer {
  const models = providers.flatMap((provider) => provider.models)
  const limits = findLimits(models)
  return {
    qualities: qualities.filter(
      (each) => findPrice(each, providers) !== undefined && (allowed.length === 0 || allowed.includes(each)),
    ),
    aspectRatios: aspectRatios.filter((each) => models.some((model) => model.aspectRatios.includes(each))),
    ...(limits !== undefined && { durations: limits.duration }),
  }
}

/**
 * The defaults of `/kling video`: each option from the first that says something, which are in this order a preset, the
 * person's settings and the server's; else the product's own. What is not on offer any more counts as not said.
 */
export function chooseDefaults(layers: readonly VideoOptions[], offer: Offer): VideoDefaults {
  const { durations } = offer
  function first<Key extends keyof VideoOptions>(
    key: Key,
    isOffered: (value: NonNullable<VideoOptions[Key]>) => boolean = () => true,
  ): NonNullable<VideoOptions[Key]> | undefined {
    for (const layer of layers) {
      const value = layer[key]
      if (value !== undefined && isOffered(value as NonNullable<VideoOptions[Key]>))
        return value as NonNullable<VideoOptions[Key]>
    }
    return undefined
  }
  const negativePrompt = first('negativePrompt')
  const { quality: usual } = requestDefaults
  const usualQuality = offer.qualities.includes(usual) ? usual : (offer.qualities[0] ?? usual)
  const fits = (seconds: number) =>
    durations === undefined || (seconds >= durations.shortest && seconds <= durations.longest)
  return {
    duration: first('duration', fits) ?? requestDefaults.duration,
    aspectRatio: first('aspectRatio', (ratio) => offer.aspectRatios.includes(ratio)) ?? requestDefaults.aspectRatio,
    quality: first('quality', (each) => offer.qualities.includes(each)) ?? usualQuality,
    sound: first('sound') ?? requestDefaults.sound,
    ...(negativePrompt !== undefined && { negativePrompt }),
    isPrivate: first('isPrivate') ?? false,
  }
}

/** Above this a video is shown with its price before it begins; nothing where they never want to be asked. */
export function chooseQuote(layers: readonly Choices[], operators: Budget): MicroDollars | undefined {
  const chosen = layers.find(({ quoteAbove }) => quoteAbove !== undefined)?.quoteAbove ?? operators
  return typeof chosen === 'number' ? chosen : undefined
}
