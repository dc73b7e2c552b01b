import { applyChange } from '../../client/applyChange.ts'
import type { Change, Scene } from '../../protocol.ts'
import { emptyComposer } from '../composer/state.ts'
import { initialMessages } from '../messages/state.ts'
import { initialPanel } from '../panel/state.ts'
import { markAllSeen, markSeen, placesOf } from './places.ts'
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

/** The state after a change at the server. Whoever was not chosen yet, is: the first person in the first place. */
export function receiveChange(state: State, change: Change): State {
  const scene = applyChange(state.scene, change)
  if (scene === undefined) return state
  const personId = keepKnown(state.personId, scene.people)
  const placeId = keepKnown(state.placeId, placesOf(scene, personId))
  const changed = { ...state, scene, personId, placeId }
  return settleUses(settleModal(markSeen(state.scene === undefined ? forgetPast(changed, scene) : changed)))
}

/** A new process of the demo knows nobody of the old one. */
const keepKnown = (id: string, known: Scene['people'] | Scene['places']): string =>
  known.some((each) => each.id === id) ? id : (known[0]?.id ?? '')

/** Discord's client, opened anew, shows no modal of before and no badge for what it was open for. */
const forgetPast = (state: State, scene: Scene): State => ({
  ...markAllSeen(state),
  closedModals: new Set(scene.sent.map(({ id }) => id)),
})

/** What the bot's answer to a sent modal means for it: it goes, or it says that something went wrong. */
export function settleModal(state: State): State {
  const { modal } = state
  if (modal?.sentAs === undefined) return state
  const answer = state.scene?.sent.find(({ id }) => id === modal.sentAs)?.state
  if (answer === 'acknowledged') return closeModal(state, modal.interactionId)
  if (answer !== 'didNotRespond') return state
  const problem = 'Something went wrong. Try again.'
  return { ...state, modal: { ...modal, isSending: false, sentAs: undefined, problem } }
}

/** Nothing that was entered is kept. */
export const closeModal = (state: State, interactionId: string): State => ({
  ...state,
  modal: state.modal?.interactionId === interactionId ? undefined : state.modal,
  closedModals: new Set(state.closedModals).add(interactionId),
})

/** Buttons and selects that were used are on their way until the page knows what became of them. */
export function settleUses(state: State): State {
  const before = Object.entries(state.messages.onTheirWay)
  const known = new Set(state.scene?.sent.map(({ id }) => id))
  const left = before.filter(([, { sentAs }]) => sentAs === undefined || !known.has(sentAs))
  if (left.length === before.length) return state
  return { ...state, messages: { ...state.messages, onTheirWay: Object.fromEntries(left) } }
}

/** Whether this tells of a demo that was started since: the bot is another one there. */
export const isOtherDemo = ({ scene }: Pick<State, 'scene'>, change: Change): boolean =>
  change.kind === 'scene' && scene !== undefined && change.scene.bot.id !== scene.bot.id
