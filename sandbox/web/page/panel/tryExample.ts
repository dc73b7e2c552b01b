import { fillExample } from '../composer/fillExample.ts'
import { focusComposer } from '../composer/focusComposer.ts'
import { closeDrawer } from '../layout/drawers.ts'
import type { Does } from '../state/does.ts'
import { isGated, placesOf } from '../state/listPlaces.ts'
import { choosePlace } from '../state/moveTo.ts'
import { findPlace, type State } from '../state/state.ts'
import { createExample } from './createExample.ts'

/** Puts a command into the message box, ready to be looked at and sent. */
export async function tryExample(does: Does): Promise<string | undefined> {
  const example = await createExample()
  closeDrawer(does)
  does.update((state) => fillExample(leaveGate(state), example))
  focusComposer(does.read())
  return undefined
}

/** Where the person has not agreed to look, there is no message box. */
function leaveGate(state: State): State {
  if (!isGated(state, findPlace(state))) return state
  const open = placesOf(state.scene, state.personId).find((place) => !isGated(state, place))
  return open === undefined ? state : choosePlace(state, open.id)
}
