import type { Action, Outcome } from '../../../protocol.ts'
import type { Does } from '../../state/does.ts'
import { updateMessages } from './updateMessages.ts'

/** Does something with a message; why it could not be done stands below the message until something else is done with it. */
export async function actOnMessage(does: Does, messageId: string, action: Action): Promise<Outcome> {
  setProblem(does, messageId, undefined)
  const outcome = await does.server.act(action)
  if (!outcome.ok) setProblem(does, messageId, outcome.problem)
  return outcome
}

function setProblem(does: Does, messageId: string, problem: string | undefined): void {
  updateMessages(does, ({ problems: { [messageId]: _, ...others } }) => ({
    problems: problem === undefined ? others : { ...others, [messageId]: problem },
  }))
}
