import type { State } from './state.ts'

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
