import type { MessageLink } from '../../client/messages/names.ts'
import type { Action, Outcome } from '../../protocol.ts'
import { focusComposer } from '../composer/state.ts'
import { afterDraw, focusSoon } from '../parts/focus.ts'
import { settleUses } from '../state/changes.ts'
import { choosePlace, isGated } from '../state/places.ts'
import { findPlace, type Store } from '../state/state.ts'
import { type MessageLook, updateMessages } from './state.ts'

/** Store something with a message; why it could not be done stands below the message until something else is done with it. */
export async function actOnMessage(store: Store, messageId: string, action: Action): Promise<Outcome> {
  setProblem(store, messageId, undefined)
  const outcome = await store.server.act(action)
  if (!outcome.ok) setProblem(store, messageId, outcome.problem)
  return outcome
}

function setProblem(store: Store, messageId: string, problem: string | undefined): void {
  updateMessages(store, ({ problems: { [messageId]: _, ...others } }) => ({
    problems: problem === undefined ? others : { ...others, [messageId]: problem },
  }))
}

type Use = Extract<Action, { kind: 'press' | 'choose' }>

/** Presses a button or sends a choice, unless another one of the message is on its way: two quick presses are one. */
export async function useComponent(look: MessageLook, action: Use): Promise<void> {
  const { store, message } = look
  const { customId } = action
  if (store.state.messages.onTheirWay[message.id] !== undefined) return
  const setUse = (sentAs?: string) =>
    updateMessages(store, ({ onTheirWay }) => ({ onTheirWay: { ...onTheirWay, [message.id]: { customId, sentAs } } }))
  setUse()
  const outcome = await actOnMessage(store, message.id, action)
  if (outcome.ok && outcome.interactionId !== undefined) {
    setUse(outcome.interactionId)
    // What became of it may have been told faster than the server has answered.
    store.update(settleUses)
  } else updateMessages(store, ({ onTheirWay: { [message.id]: _, ...others } }) => ({ onTheirWay: others }))
}

/** Takes an ephemeral message away; as in Discord, nobody is told. */
export function dismissMessage(store: Store, messageId: string): void {
  store.update((state) => ({
    ...state,
    dismissed: new Set(state.dismissed).add(messageId),
    openMenu: state.openMenu === messageId ? undefined : state.openMenu,
  }))
}

/** Takes the notice of a command away that was never answered. */
export function dismissFailure(store: Store, sentId: string): void {
  store.update((state) => ({ ...state, dismissedFailures: new Set(state.dismissedFailures).add(sentId) }))
}

/** Lifts a spoiler, for good. */
export function reveal(store: Store, key: string): void {
  if (store.state.messages.revealed.has(key)) return
  updateMessages(store, ({ revealed }) => ({ revealed: new Set(revealed).add(key) }))
}

/** Goes to a message, wherever it is. */
export function followLink(event: Event, { placeId, messageId }: MessageLink, store: Store): void {
  event.preventDefault()
  if (store.state.placeId !== placeId) store.update((state) => choosePlace(state, placeId))
  afterDraw(() => jumpToMessage(messageId))
}

/** Goes to another place, and goes on writing there, as in Discord. */
export function goToPlace(placeId: string, store: Store): void {
  store.update((state) => choosePlace(state, placeId))
  const { state } = store
  if (isGated(state, findPlace(state))) focusSoon('.gate')
  else focusComposer(state)
}

/** The element of a message. */
export const messageElementId = (messageId: string): string => `message-${messageId}`

/** Scrolls to a message and lets it light up, as Discord does when an answer's first line is pressed. */
export function jumpToMessage(messageId: string): void {
  const element = document.getElementById(messageElementId(messageId))
  if (element === null) return
  element.scrollIntoView({ block: 'center' })
  // The message is a shadow host: if itself could have the focus in this way, the keys would get to nothing inside of it.
  element.querySelector<HTMLElement>('.message-body')?.focus({ preventScroll: true })
  element.animate([{ backgroundColor: 'rgb(88 101 242 / 25%)' }, { backgroundColor: 'transparent' }], {
    duration: 2_000,
    easing: 'ease-in',
  })
}
