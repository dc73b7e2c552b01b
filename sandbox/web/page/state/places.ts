import { countUnread, type Unread } from '../../client/messages/conversation.ts'
import type { Place, Scene, ShownMessage } from '../../protocol.ts'
import { emptyComposer } from '../composer/state.ts'
import { findPlace, keyOf, listVisible, type State } from './state.ts'

/** The same person in another place. What was being written stays where it was being written. */
export const choosePlace = (state: State, placeId: string): State => moveTo(state, state.personId, placeId)

/** Another person, in the same place as long as they have it; from a direct conversation into their own. */
export function choosePerson(state: State, personId: string): State {
  const person = state.scene?.people.find(({ id }) => id === personId)
  if (person === undefined) return state
  const known = placesOf(state.scene, personId)
  const kind = findPlace(state)?.kind
  const place = known.find(({ id }) => id === state.placeId) ?? known.find((each) => each.kind === kind) ?? known[0]
  const moved = moveTo(state, personId, place?.id ?? '')
  return { ...moved, announcement: `You are now ${person.name}, ${person.role}, in ${place?.name ?? ''}.` }
}

function moveTo(state: State, personId: string, placeId: string): State {
  if (personId === state.personId && placeId === state.placeId) return state
  const drafts = { ...state.drafts, [keyOf(state.personId, state.placeId)]: state.composer }
  const composer = drafts[keyOf(personId, placeId)] ?? emptyComposer
  return markSeen({ ...state, personId, placeId, drafts, composer, openMenu: undefined })
}

/** The places that somebody has: a direct conversation is one person's own. */
export const placesOf = (scene: Scene | undefined, personId: string): readonly Place[] =>
  (scene?.places ?? []).filter((place) => place.personId === undefined || place.personId === personId)

/** What is new in a place for the chosen person. */
export const unreadIn = (state: State, place: Place): Unread =>
  countUnread(listVisible(state, place.id), state.seen[keyOf(state.personId, place.id)], state.personId, place.kind)

/** Whether the person has to agree before they see anything of the chosen place. */
export const isGated = (state: State, place: Place | undefined): boolean =>
  place?.kind === 'ageRestricted' && !state.agreed.has(gateKey(state, place))

/** Whoever has agreed to a channel has agreed to its threads. */
export const gateKey = ({ personId }: Pick<State, 'personId'>, { id, parentId = id }: Place): string =>
  keyOf(personId, parentId)

/** The thread that was started from this message. */
export const findThreadFrom = (scene: Pick<Scene, 'places'>, message: ShownMessage): Place | undefined =>
  scene.places.find(({ id, parentId }) => id === message.id && parentId === message.placeId)

/** The chosen person has looked at everything in the chosen place. */
export function markSeen(state: State): State {
  return isGated(state, findPlace(state)) ? state : seeAll(state, state.personId, state.placeId)
}

/** What was there before the page was opened is nobody's news. */
export function markAllSeen(state: State): State {
  const { scene } = state
  if (scene === undefined) return state
  return scene.people.reduce(
    (before, { id }) => placesOf(scene, id).reduce((then, place) => seeAll(then, id, place.id), before),
    state,
  )
}

function seeAll(state: State, personId: string, placeId: string): State {
  const last = listVisible({ ...state, personId }, placeId).at(-1)?.id
  const key = keyOf(personId, placeId)
  if (last === undefined || state.seen[key] === last) return state
  return { ...state, seen: { ...state.seen, [key]: last } }
}
