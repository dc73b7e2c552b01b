import type { Action } from '../../../protocol.ts'
import type { MessageLook } from '../look.ts'
import { actOnMessage } from './actOnMessage.ts'
import { updateMessages } from './updateMessages.ts'

type Use = Extract<Action, { kind: 'press' | 'choose' }>

/** Presses a button or sends a choice, unless another one of the message is on its way: two quick presses are one. */
export async function useComponent(look: MessageLook, action: Use): Promise<void> {
  const { does, message } = look
  if (does.read().messages.onTheirWay[message.id] !== undefined) return
  updateMessages(does, ({ onTheirWay }) => ({ onTheirWay: { ...onTheirWay, [message.id]: action.customId } }))
  await actOnMessage(does, message.id, action)
  updateMessages(does, ({ onTheirWay: { [message.id]: _, ...others } }) => ({ onTheirWay: others }))
}
