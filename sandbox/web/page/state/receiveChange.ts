import { applyChange } from '../../client/applyChange.ts'
import type { Change, Scene } from '../../protocol.ts'
import type { State } from './state.ts'

/** The state after a change at the server. Whoever was not chosen yet, is: the first person in the first place. */
export function receiveChange(state: State, change: Change): State {
  const scene = applyChange(state.scene, change)
  if (scene === undefined) return state
  return {
    ...state,
    scene,
    personId: keep(state.personId, scene.people),
    placeId: keep(state.placeId, scene.places),
  }
}

/** A new process of the demo knows nobody of the old one. */
const keep = (id: string, known: Scene['people'] | Scene['places']): string =>
  known.some((each) => each.id === id) ? id : (known[0]?.id ?? '')
