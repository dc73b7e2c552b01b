import type { Action } from '../../../protocol.ts'
import { settleUses } from '../../state/settleUses.ts'
import type { MessageLook } from '../look.ts'
import { actOnMessage } from './actOnMessage.ts'
import { updateMessages } from './updateMessages.ts'

type Use = Extract<Action, { kind: 'press' | 'choose' }>

/** Presses a button or sends a choice, unless another one of the message is on its way: two quick presses are one. */
export async function useComponent(look: MessageLook, action: Use): Promise<void> {
  const { does, message } = look
  const { customId } = action
  if (does.read().messages.onTheirWay[message.id] !== undefined) return
  const setUse = (sentAs?: string) =>
    updateMessages(does, ({ onTheirWay }) => ({ onTheirWay: { ...onTheirWay, [message.id]: { customId, sentAs } } }))
  setUse()
  const outcome = await actOnMessage(does, message.id, action)
  if (outcome.ok && outcome.interactionId !== undefined) {
    setUse(outcome.interactionId)
    // What became of it may have been told faster than the server has answered.
    does.update(settleUses)
  } else updateMessages(does, ({ onTheirWay: { [message.id]: _, ...others } }) => ({ onTheirWay: others }))
}
