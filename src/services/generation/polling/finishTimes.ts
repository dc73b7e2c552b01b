import { z } from 'zod'
import { seconds } from '../../../domain/clock.ts'
import type { UsualTime } from '../../../domain/contracts/delivery.ts'

// What finished renders say about the next one: when it will finish, and how long renders like it usually take.

/**
 * When a render finished, in milliseconds since its submit: after the last poll that said "not yet", by the poll that
 * found it. The true moment lies somewhere between, so that the number of polls does not bias what is learned.
 */
export const finish = z.object({ after: z.number().nonnegative(), by: z.number().positive() })
export type Finish = z.infer<typeof finish>

/** The middle of what is known, in milliseconds. */
export function middleOf({ after, by }: Finish): number {
  return (after + by) / 2
}

/** After a restart or while polls failed the gap is too wide to learn from. */
export function isTelling({ after, by }: Finish): boolean {
  return by > 0 && by >= after && by - after <= Math.max(seconds(45), by / 4)
}

/** So many finishes later a finish counts half. */
const halfLife = 12
/** So many in a row beyond what was usual are no chance: the provider's speed has changed. */
const run = 3
/** Before so many are known nothing is usual yet. */
const fewestBeforeChange = 6
/** What finishes from before a change still count. */
const leftover = 0.03

interface WeighedFinish {
  /** Milliseconds since the submit. */
  readonly at: number
  /** Half the width of what is known, in milliseconds. */
  readonly blur: number
  /** 1 for the newest. */
  readonly weight: number
}

function findQuantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? 0
}

/** Where the present speed began: the first finish after the last sudden change. */
function findChange(times: readonly number[]): number {
  let begin = 0
  for (let end = run; end <= times.length; end += 1) {
    const earlier = times.slice(begin, end - run)
    if (earlier.length < fewestBeforeChange) continue
    const sorted = earlier.sort((one, other) => one - other)
    const newest = times.slice(end - run, end)
    const isFaster = newest.every((time) => time < findQuantile(sorted, 0.15))
    const isSlower = newest.every((time) => time > findQuantile(sorted, 0.85))
    if (isFaster || isSlower) begin = end - run
  }
  return begin
}

/** How much each known finish (the oldest first) says about the next one. */
export function weighFinishes(finishes: readonly Finish[]): WeighedFinish[] {
  const times = finishes.map(middleOf)
  const change = findChange(times)
  return finishes.map((finish, index) => ({
    at: times[index] ?? 0,
    blur: (finish.by - finish.after) / 2,
    weight: 0.5 ** ((finishes.length - 1 - index) / halfLife) * (index < change ? leftover : 1),
  }))
}

/** Fewer tell nothing. */
const fewestForRange = 5

/** What the known finishes (the oldest first) say about how long it usually takes; nothing while too few are known. */
export function computeTypicalRange(finishes: readonly Finish[]): UsualTime | undefined {
  if (finishes.length < fewestForRange) return undefined
  const known = weighFinishes(finishes).sort((one, other) => one.at - other.at)
  const total = known.reduce((sum, { weight }) => sum + weight, 0)
  const read = (share: number): number => {
    let passed = 0
    for (const { at, weight } of known) {
      passed += weight
      if (passed >= total * share) return at
    }
    return known.at(-1)?.at ?? 0
  }
  return { from: read(0.5), to: read(0.9) }
}

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
const firstPoint = seconds(2)

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
  const ratio = (horizon / firstPoint) ** (1 / (points - 1))
  const times = Array.from({ length: points }, (_, index) => firstPoint * ratio ** index)
  const unfinished = times.map(
    (time) =>
      parts.reduce((sum, { centre, steepness, weight }) => sum + weight / (1 + (time / centre) ** steepness), 0) /
      total,
  )
  return { times, unfinished }
}
