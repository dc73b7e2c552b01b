import { applyChange } from '../../client/applyChange.ts'
import type { Change, Scene } from '../../protocol.ts'
import { placesOf } from './listPlaces.ts'
import { markAllSeen, markSeen } from './markSeen.ts'
import { settleModal } from './settleModal.ts'
import { settleUses } from './settleUses.ts'
import type { State } from './state.ts'

/** The state after a change at the server. Whoever was not chosen yet, is: the first person in the first place. */
export function receiveChange(state: State, change: Change): State {
  const scene = applyChange(state.scene, change)
  if (scene === undefined) return state
  const personId = keep(state.personId, scene.people)
  const placeId = keep(state.placeId, placesOf(scene, personId))
  const changed = { ...state, scene, personId, placeId }
  return settleUses(settleModal(markSeen(state.scene === undefined ? forgetPast(changed, scene) : changed)))
}

/** A new process of the demo knows nobody of the old one. */
const keep = (id: string, known: Scene['people'] | Scene['places']): string =>
  known.some((each) => each.id === id) ? id : (known[0]?.id ?? '')

/** Discord's client, opened anew, shows no modal of before and no badge for what it was open for. */
const forgetPast = (state: State, scene: Scene): State => ({
  ...markAllSeen(state),
  closedModals: new Set(scene.sent.map(({ id }) => id)),
})
