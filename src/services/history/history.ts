import { z } from 'zod'
import type { Clock } from '../../domain/clock.ts'
import type { Delivery } from '../../domain/contracts/delivery.ts'
import {
  type History,
  type HistoryFilter,
  type HistoryPage,
  historyFilter,
  type ShownCopies,
  statesOf,
} from '../../domain/contracts/history.ts'
import type { Preferences } from '../../domain/contracts/preferences.ts'
import type { ServerRules } from '../../domain/contracts/servers.ts'
import type { Collection, CollectionDefinition, Cursor, Store } from '../../domain/contracts/store.ts'
import { type Wanted, wantAgain } from '../../domain/draft.ts'
import { type Generation, isOpenToOthers } from '../../domain/generation.ts'
import { type ArrivedOrigin, tokenLifetime } from '../../domain/origin.ts'
import { findPlaceError, type Policy } from '../../domain/policy.ts'
import { formatRecipe } from '../../domain/recipe.ts'
import { joinPrompts } from '../../domain/request.ts'
import { isSucceeded } from '../../domain/stateMachine.ts'
import { refuseStoreFailure, UserError } from '../../domain/userError.ts'

interface HistoryDependencies {
  readonly store: Pick<Store, 'collection'> & { readonly generations: Pick<Store['generations'], 'find' | 'get'> }
  readonly delivery: Pick<Delivery, 'showPrivately'>
  readonly copies: Pick<ShownCopies, 'save'>
  readonly preferences: Pick<Preferences, 'allowsRemix'>
  /** What servers decided for themselves: a video that is shown counts as one that is made there. */
  readonly rules: ServerRules
  readonly policy: Pick<Policy, 'allowedGuilds' | 'allowUserInstall'>
  readonly clock: Pick<Clock, 'now'>
}

/** So many that a page fits a phone. */
const pageSize = 6
/** So many of the newest are looked through while somebody types. */
const mostSearched = 100

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

export const historyViews: CollectionDefinition<HistoryView> = {
  name: 'history_views',
  schema: historyView,
  indexed: ['usedAt'],
  ofPerson: { key: (userId) => userId },
}

export function createHistory({
  store,
  delivery,
  copies,
  preferences,
  rules,
  policy,
  clock,
}: HistoryDependencies): History {
  const openViews = (): Promise<Collection<HistoryView>> => store.collection(historyViews)

  const createView = (filter: HistoryFilter): HistoryView => ({
    version: 0,
    usedAt: clock.now(),
    filter,
    page: 0,
    ends: [],
  })

  async function showPage(userId: string, view: HistoryView, asked: number): Promise<HistoryPage> {
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

  async function findByRecipe(recipe: string, owner?: string): Promise<Generation | undefined> {
    const { items } = await store.generations.find({ recipe, ...(owner !== undefined && { owner }), limit: 1 })
    return items[0]
  }

  async function want(userId: string, recipe: string): Promise<Wanted> {
    const generation = await findByRecipe(recipe)
    if (generation === undefined) throw new UserError({ code: 'recipeUnknown' })
    const owner = generation.origin.userId
    const isShared = owner === userId || (isOpenToOthers(generation) && (await preferences.allowsRemix(owner)))
    if (!isShared) throw new UserError({ code: 'recipeNotShared' })
    return wantAgain(generation)
  }

  async function suggest(userId: string, typed: string, onlyReady: boolean): Promise<readonly Generation[]> {
    const { items } = await store.generations.find({
      owner: userId,
      ...(onlyReady && { states: statesOf.ready }),
      limit: mostSearched,
    })
    const wanted = typed.trim().toLowerCase()
    return items.filter(({ recipe, request }) => {
      const texts = recipe === undefined ? [] : [recipe, formatRecipe(recipe), joinPrompts(request)]
      return texts.some((text) => text.toLowerCase().includes(wanted))
    })
  }

  async function findShowable(place: ArrivedOrigin, recipe: string | undefined): Promise<Generation> {
    const { userId, ephemeral } = place
    const newest = { owner: userId, states: statesOf.ready, limit: 1 }
    const found =
      recipe === undefined ? (await store.generations.find(newest)).items[0] : await findByRecipe(recipe, userId)
    if (found === undefined || !isSucceeded(found)) throw new UserError({ code: 'nothingToShow' })
    if (ephemeral) return found
    const refusal = findPlaceError(policy, place)
    if (refusal !== undefined) throw new UserError(refusal)
    const standing = await rules.standingOf(place, found.request.quality)
    if (standing.refusal !== undefined) throw new UserError(standing.refusal)
    if (found.stoppedBy !== undefined) throw new UserError({ code: 'keptFromPosting' })
    const isOpenToAll = place.context !== 1 && !place.ageRestricted
    if (found.result.notSafeForWork && isOpenToAll) throw new UserError({ code: 'tooSensitive' })
    return found
  }

  async function show(generation: Generation, place: ArrivedOrigin, messageId: string): Promise<void> {
    const { userId, guildId, channelId } = place
    if (!place.ephemeral && guildId !== undefined) {
      // Before it stands there: a copy that nobody knows of could not be reported, and would stay.
      await copies.save({ id: messageId, generationId: generation.id, userId, guildId, channelId })
      // Deleted since it was found: what was saved too late for that deletion is not shown.
      const present = await store.generations.get(generation.id)
      if (present === undefined || present.deletedAt !== undefined) throw new UserError({ code: 'nothingToShow' })
    }
    const { isOwnInstallation, ...origin } = place
    const { abandonedAt, ...seen } = generation
    // As if it had been asked for there: in the language and by the rules of that place.
    const copy = { ...seen, origin: { ...origin, tokenExpiresAt: clock.now() + tokenLifetime } }
    const { applicationId, token, uploadLimit, ephemeral } = place
    const target = { applicationId, token, uploadLimit, ...(!ephemeral && { isPublic: true as const }) }
    const outcome = await delivery.showPrivately(ephemeral ? generation : copy, target)
    if (!outcome.shown) throw new UserError({ code: 'notShown', about: generation })
  }

  return {
    want: (userId, recipe) => refuseStoreFailure(() => want(userId, recipe)),
    suggest: (userId, typed, onlyReady = false) => refuseStoreFailure(() => suggest(userId, typed, onlyReady)),
    findShowable: (place, recipe) => refuseStoreFailure(() => findShowable(place, recipe)),
    show: (generation, place, messageId) => refuseStoreFailure(() => show(generation, place, messageId)),
    open: (userId, filter) => refuseStoreFailure(() => showPage(userId, createView(filter), 0)),
    turn: (userId, page) =>
      refuseStoreFailure(async () => {
        const view = (await (await openViews()).get(userId)) ?? createView({})
        return showPage(userId, view, page === 'here' ? view.page : page)
      }),
    find: (userId, generationId) =>
      refuseStoreFailure(async () => {
        const found = await store.generations.get(generationId)
        return found?.origin.userId === userId ? found : undefined
      }),
  }
}
