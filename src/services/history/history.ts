import { z } from 'zod'
import type { Clock } from '../../domain/clock.ts'
import {
  type History,
  type HistoryFilter,
  type HistoryPage,
  historyFilter,
  statesOf,
} from '../../domain/contracts/history.ts'
import {
  type Collection,
  type CollectionDefinition,
  type Cursor,
  type Store,
  StoreFailure,
} from '../../domain/contracts/store.ts'
import { UserError } from '../../domain/userError.ts'

interface HistoryDependencies {
  readonly store: Pick<Store, 'collection'> & { readonly generations: Pick<Store['generations'], 'find' | 'get'> }
  readonly clock: Pick<Clock, 'now'>
}

/** So many that a page fits a phone. */
const pageSize = 6

/**
 * The list that a person opened last. One for each person, so that its buttons need nothing but the person's id, and work however
 * old they are.
 */
const historyView = z.object({
  version: z.number().int().nonnegative(),
  /** Milliseconds since the epoch. */
  usedAt: z.number().int(),
  filter: historyFilter,
  /** The page that was seen last. */
  page: z.number().int().nonnegative(),
  /** Where the pages end that were seen, the first one's end first. */
  ends: z.array(z.string()),
})
type HistoryView = z.infer<typeof historyView>

const historyViews: CollectionDefinition<HistoryView> = {
  name: 'history_views',
  schema: historyView,
  indexed: ['usedAt'],
}

export function createHistory({ store, clock }: HistoryDependencies): History {
  async function orRefuse<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer
    } catch (error) {
      if (error instanceof StoreFailure) throw new UserError({ code: 'storeFailed' }, { cause: error })
      throw error
    }
  }

  const openViews = (): Promise<Collection<HistoryView>> => store.collection(historyViews)

  const createView = (filter: HistoryFilter): HistoryView => ({
    version: 0,
    usedAt: clock.now(),
    filter,
    page: 0,
    ends: [],
  })

  async function show(userId: string, view: HistoryView, asked: number): Promise<HistoryPage> {
    const after = view.ends[asked - 1]
    const page = after === undefined ? 0 : asked
    const { filter } = view
    const { items, next } = await store.generations.find({
      owner: userId,
      ...(filter.quality !== undefined && { quality: filter.quality }),
      ...(filter.progress !== undefined && { states: statesOf[filter.progress] }),
      ...(filter.words !== undefined && { words: filter.words }),
      ...(after !== undefined && { after: after as Cursor }),
      limit: pageSize,
    })
    const ends = next === undefined ? view.ends.slice(0, page) : [...view.ends.slice(0, page), next]
    await (await openViews()).put(userId, { ...view, usedAt: clock.now(), page, ends })
    return { userId, filter, page, items, hasOlder: next !== undefined }
  }

  return {
    open: (userId, filter) => orRefuse(show(userId, createView(filter), 0)),
    turn: (userId, page) =>
      orRefuse(
        (async () => {
          const view = (await (await openViews()).get(userId)) ?? createView({})
          return show(userId, view, page === 'here' ? view.page : page)
        })(),
      ),
    find: (userId, generationId) =>
      orRefuse(
        (async () => {
          const found = await store.generations.get(generationId)
          return found?.origin.userId === userId ? found : undefined
        })(),
      ),
  }
}
