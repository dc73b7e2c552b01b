import type { MediaReferences } from '../../domain/contracts/media.ts'
import type { GenerationCollection } from '../../domain/contracts/store.ts'
import type { Generation } from '../../domain/generation.ts'

interface NeededFilesDependencies {
  readonly generations: Pick<GenerationCollection, 'listHeld' | 'listReferenced'>
  readonly drafts: MediaReferences
}

/** The kept files of a generation: its pictures and its video. */
export const listFiles = ({ frames, result }: Pick<Generation, 'frames' | 'result'>): readonly string[] =>
  [frames.start?.hash, frames.end?.hash, result?.hash].filter((hash) => hash !== undefined)

/**
 * Which kept files anybody's videos and drafts have, also those that are over: the same picture may have been attached by two, or
 * have come with a remix. Unreadable records keep theirs.
 */
export function createNeededFiles({ generations, drafts }: NeededFilesDependencies): MediaReferences {
  return {
    async listReferenced(hashes) {
      if (hashes.length === 0) return new Set()
      const asked = [generations.listHeld, generations.listReferenced, drafts.listReferenced]
      const found = await Promise.all(asked.map((list) => list(hashes)))
      return new Set(found.flatMap((each) => [...each]))
    },
  }
}
