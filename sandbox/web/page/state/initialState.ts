import { emptyComposer } from '../composer/composerState.ts'
import type { State } from './state.ts'

export const initialState: State = {
  scene: undefined,
  isConnected: false,
  now: 0,
  personId: '',
  placeId: '',
  drawer: 'none',
  dismissed: new Set(),
  dismissedFailures: new Set(),
  openMenu: undefined,
  seen: {},
  composer: emptyComposer,
  modal: undefined,
}
