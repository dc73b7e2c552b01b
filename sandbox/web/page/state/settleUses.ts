import type { State } from './state.ts'

/** Buttons and selects that were used are on their way until the page knows what became of them. */
export function settleUses(state: State): State {
  const before = Object.entries(state.messages.onTheirWay)
  const known = new Set(state.scene?.sent.map(({ id }) => id))
  const left = before.filter(([, { sentAs }]) => sentAs === undefined || !known.has(sentAs))
  if (left.length === before.length) return state
  return { ...state, messages: { ...state.messages, onTheirWay: Object.fromEntries(left) } }
}
