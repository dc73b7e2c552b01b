import type { Does } from '../../state/does.ts'
import { updateMessages } from './updateMessages.ts'

/** Lifts a spoiler, for good. */
export function reveal(does: Does, key: string): void {
  if (does.read().messages.revealed.has(key)) return
  updateMessages(does, ({ revealed }) => ({ revealed: new Set(revealed).add(key) }))
}
