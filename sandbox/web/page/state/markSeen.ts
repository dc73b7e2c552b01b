import { isGated, placesOf } from './listPlaces.ts'
import { findPlace, keyOf, listVisible, type State } from './state.ts'

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
