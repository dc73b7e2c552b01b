import type { Generations } from '../domain/contracts/generations.ts'

/** The language of each person, as their clicks and commands bring it: messages say nothing of it. */
export interface Languages {
  note(userId: string, locale: string): void
  /** The one they used last, as Discord names it; undefined where that is not known. */
  find(userId: string): Promise<string | undefined>
}

/** As many as are likely to write before the next restart. */
const mostPeople = 5_000

/** After a restart the last video that somebody asked for says it. */
export function createLanguages(generations: Pick<Generations, 'findLocale'>): Languages {
  /** The one that was noted the longest time ago first. */
  const known = new Map<string, string>()
  return {
    note(userId, locale) {
      known.delete(userId)
      known.set(userId, locale)
      const [oldest] = known.keys()
      if (known.size > mostPeople && oldest !== undefined) known.delete(oldest)
    },
    // A wrong language is better than no answer.
    find: async (userId) => known.get(userId) ?? (await generations.findLocale(userId).catch(() => undefined)),
  }
}
