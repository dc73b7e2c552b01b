import { minutes, seconds } from '../../domain/clock.ts'
import type { Model } from '../../domain/models.ts'
import { fromDollars } from '../../domain/money.ts'
import { aspectRatios, type Quality } from '../../domain/request.ts'

/** List prices, the same everywhere. @see https://kling.ai/document-api, https://www.runcomfy.com/models and https://runware.ai/pricing */
const prices: Readonly<Record<Quality, Model['price']>> = {
  standard: { silent: fromDollars(0.084), withSound: fromDollars(0.126) },
  pro: { silent: fromDollars(0.112), withSound: fromDollars(0.168) },
  '4k': { silent: fromDollars(0.42), withSound: fromDollars(0.42) },
}

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

/** A video is 3 to 15 seconds long, and so is each shot of it. */
const duration = { shortest: 3, longest: 15 }
const longestPrompt = 2_500

interface Kling3Specifics
  extends Pick<Model, 'provider' | 'id' | 'quality' | 'mode' | 'supports' | 'elements' | 'negativeInPrompt' | 'shots'> {
  readonly shortestPrompt: number
}

/** One model of Kling 3.0, with what the providers have in common. `shots`: where they differ from those of the resellers. */
export function createKling3Model({ shortestPrompt, ...specifics }: Kling3Specifics): Model {
  const { quality, mode } = specifics
  const prompt = { shortest: shortestPrompt, longest: longestPrompt }
  return {
    shots: { count: 5, duration, prompt },
    ...specifics,
    family: 'kling-3.0',
    price: prices[quality],
    duration,
    aspectRatios: mode === 'textToVideo' ? aspectRatios : [],
    prompt,
    expectedRender: expectedRenders[quality],
    overdueAfter: overdueAfter[quality],
  }
}
