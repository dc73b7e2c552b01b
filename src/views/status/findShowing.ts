import type { Generation } from '../../domain/generation.ts'

/** `covered`: behind a spoiler. `withheld`: not in this message at all. */
export type Showing = 'open' | 'covered' | 'withheld'

/**
 * How a result may be shown: one that the provider marked as sensitive only behind a spoiler, and only where the channel
 * is age-restricted or nobody but the owner reads along.
 */
export function findShowing(generation: Pick<Generation, 'result' | 'origin'>, isPrivate: boolean): Showing {
  const { result, origin } = generation
  if (result?.notSafeForWork !== true) return 'open'
  const isAlone = isPrivate || origin.ephemeral || origin.context === 1
  return isAlone || origin.ageRestricted ? 'covered' : 'withheld'
}
