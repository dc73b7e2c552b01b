import { emptyComposer } from '../composer/composerState.ts'
import { placesOf } from './listPlaces.ts'
import { markSeen } from './markSeen.ts'
import { findPlace, keyOf, type State } from './state.ts'

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
