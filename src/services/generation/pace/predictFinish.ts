import { seconds } from '../../../domain/clock.ts'
import type { Finish } from './finish.ts'
import { type WeighedFinish, weighFinishes } from './weighFinishes.ts'

/** The chance that a render is still going on, over the time since its submit. */
export interface Prediction {
  /** Milliseconds since the submit, rising. */
  readonly times: readonly number[]
  /** The chance that it is not finished by then, falling. */
  readonly unfinished: readonly number[]
}

/** How far apart two renders of the same kind are, as a share of the time (a standard deviation of the logarithm). */
const smoothing = 0.09
/** The same for the catalogue's guess, and for what nobody has seen yet. */
const ignorance = 0.5
/** So many finishes weigh as much as that guess. */
const guessWeight = 1.2
/** From the standard deviation of a logistic distribution to its scale. */
const toScale = Math.sqrt(3) / Math.PI

const points = 240
const first = seconds(2)

interface Part {
  readonly centre: number
  readonly steepness: number
  readonly weight: number
}

/** Log-logistic: close to a log-normal, with the heavier tail that renders have, and in closed form. */
function createPart(centre: number, spread: number, weight: number): Part {
  return { centre, steepness: 1 / (spread * toScale), weight }
}

function createParts(known: readonly WeighedFinish[], expected: number): Part[] {
  const weight = known.reduce((sum, each) => sum + each.weight, 0)
  const mean = known.reduce((sum, each) => sum + each.weight * Math.log(Math.max(each.at, 1)), 0) / (weight || 1)
  const guess = (Math.log(expected) * guessWeight + mean * weight) / (guessWeight + weight)
  return [
    createPart(Math.exp(guess), ignorance, guessWeight),
    ...known.map(({ at, blur, weight: each }) => {
      const centre = Math.max(at, 1)
      return createPart(centre, Math.hypot(smoothing, blur / centre / Math.sqrt(3)), each)
    }),
  ]
}

/**
 * What the known finishes (the oldest first) say about the next one, up to the horizon: each makes its own neighbourhood
 * likely, the newest the most; what nobody has seen stays possible.
 */
export function predictFinish(finishes: readonly Finish[], expected: number, horizon: number): Prediction {
  const parts = createParts(weighFinishes(finishes), expected)
  const total = parts.reduce((sum, { weight }) => sum + weight, 0)
  const ratio = (horizon / first) ** (1 / (points - 1))
  const times = Array.from({ length: points }, (_, index) => first * ratio ** index)
  const unfinished = times.map(
    (time) =>
      parts.reduce((sum, { centre, steepness, weight }) => sum + weight / (1 + (time / centre) ** steepness), 0) /
      total,
  )
  return { times, unfinished }
}
