import { countUnread, type Unread } from '../../client/countUnread.ts'
import type { Place, Scene } from '../../protocol.ts'
import { keyOf, listVisible, type State } from './state.ts'

/** The places that somebody has: a direct conversation is one person's own. */
export const placesOf = (scene: Scene | undefined, personId: string): readonly Place[] =>
  (scene?.places ?? []).filter((place) => place.personId === undefined || place.personId === personId)

/** What is new in a place for the chosen person. */
export const unreadIn = (state: State, place: Place): Unread =>
  countUnread(listVisible(state, place.id), state.seen[keyOf(state.personId, place.id)], state.personId, place.kind)

/** Whether the person has to agree before they see anything of the chosen place. */
export const isGated = (state: State, place: Place | undefined): boolean =>
  place?.kind === 'ageRestricted' && !state.agreed.has(keyOf(state.personId, place.id))
