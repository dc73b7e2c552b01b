import type { Page } from './contracts/servers.ts'
import type { Collection, Versioned } from './contracts/store.ts'

/** The year 2286: times are counted back from here, so that the newest comes first in the order of texts. */
const lastInstant = 9_999_999_999_999

/** By server, then the newest first. @param word tells apart what happened at the same moment */
export function toOrder(guildId: string, at: number, word: string): string {
  return `${guildId}/${String(lastInstant - at).padStart(13, '0')}/${word}`
}

/** What lies between these belongs to the server; `0` is the sign after the slash. */
const boundsOf = (guildId: string) => ({ field: 'order', from: `${guildId}/`, to: `${guildId}0` })

interface Asked<T> {
  readonly guildId: string
  /** Counted from 0. */
  readonly page: number
  readonly pageLength: number
  /** The others are looked over, as if they were not there. */
  readonly isShown?: (record: T) => boolean
}

/** One page of what a server has, in its order. */
export async function readServerPage<T extends Versioned>(
  collection: Pick<Collection<T>, 'find'>,
  { guildId, page, pageLength, isShown = () => true }: Asked<T>,
): Promise<Page<T>> {
  const end = (page + 1) * pageLength
  for (let limit = end + 1; ; limit *= 2) {
    const found = await collection.find({ ...boundsOf(guildId), limit })
    const shown = found.filter(isShown)
    if (shown.length > end || found.length < limit) {
      return { items: shown.slice(page * pageLength, end), page, hasMore: shown.length > end }
    }
  }
}
