import { emptyComposer } from '../composer/composerState.ts'
import { initialMessages } from '../messages/messagesState.ts'
import { initialPanel } from '../panel/panelState.ts'
import type { State } from './state.ts'

export const initialState: State = {
  scene: undefined,
  isConnected: false,
  now: 0,
  personId: '',
  placeId: '',
  room: 'wide',
  drawer: 'none',
  dismissed: new Set(),
  dismissedFailures: new Set(),
  openMenu: undefined,
  messages: initialMessages,
  seen: {},
  composer: emptyComposer,
  drafts: {},
  modal: undefined,
  closedModals: new Set(),
  agreed: new Set(),
  isPersonMenuOpen: false,
  announcement: '',
  panel: initialPanel,
}
