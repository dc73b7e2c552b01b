import type { Does } from '../../state/does.ts'
import type { MessagesState } from '../messagesState.ts'

/** Replaces the part of the state that belongs to the messages. */
export function updateMessages(does: Does, change: (messages: MessagesState) => Partial<MessagesState>): void {
  does.update((state) => ({ ...state, messages: { ...state.messages, ...change(state.messages) } }))
}
