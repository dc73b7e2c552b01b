import type { MediaReferences } from '../../domain/contracts/media.ts'
import type { Cursor, GenerationCollection } from '../../domain/contracts/store.ts'
import type { Generation } from '../../domain/generation.ts'

interface NeededFilesDependencies {
  readonly generations: Pick<GenerationCollection, 'find' | 'listReferenced'>
  readonly drafts: MediaReferences
}

const pageLength = 100

/** The kept files of a generation: its pictures and its video. */
export const listFiles = ({ frames, result }: Pick<Generation, 'frames' | 'result'>): readonly string[] =>
  [frames.start?.hash, frames.end?.hash, result?.hash].filter((hash) => hash !== undefined)

/**
 * Which kept files anybody's videos and drafts have, also those that are over: the same picture may have been attached by two, or
 * have come with a remix. All of them are looked through, page by page, so that this is for what is seldom asked.
 */
export function createNeededFiles({ generations, drafts }: NeededFilesDependencies): MediaReferences {
  return {
    async listReferenced(hashes) {
      if (hashes.length === 0) return new Set()
      const asked = new Set(hashes)
      const needed = new Set([...(await generations.listReferenced(hashes)), ...(await drafts.listReferenced(hashes))])
      let after: Cursor | undefined
      do {
        const page = await generations.find({ limit: pageLength, ...(after !== undefined && { after }) })
        for (const hash of page.items.flatMap(listFiles)) if (asked.has(hash)) needed.add(hash)
        after = page.next
      } while (after !== undefined)
      return needed
    },
  }
}
