import { type REST, RESTJSONErrorCodes, Routes } from 'discord.js'
import type { MessageView } from '../domain/contracts/delivery.ts'
import { codesOfRefusedReplies } from '../domain/origin.ts'
import type { Mention, Services } from '../interactions/handler.ts'
import type { ReceivedMessage } from '../interactions/receivedMessage.ts'
import type { Log } from '../log.ts'
import { hasCode } from './acknowledge.ts'
import type { ExplainError } from './explainError.ts'

interface MessageRouting {
  readonly mentions: readonly Mention[]
  readonly services: Services
  readonly rest: Pick<REST, 'post'>
  readonly explainError: ExplainError
  readonly log: Log
}

/** Nobody can be answered there; whoever mentioned the bot sees that it may not write. */
const closedCodes = [
  RESTJSONErrorCodes.MissingAccess,
  RESTJSONErrorCodes.MissingPermissions,
  RESTJSONErrorCodes.UnknownChannel,
]

/**
 * The router and the error boundary of messages that mention the bot: the first handler that has an answer replies. Never
 * rejects, since nobody awaits an event listener.
 */
export function createMessageCreate(routing: MessageRouting): (message: ReceivedMessage) => Promise<void> {
  const { mentions, services, rest, explainError, log } = routing

  async function findAnswer(message: ReceivedMessage): Promise<MessageView | undefined> {
    for (const { execute } of mentions) {
      const view = await execute(message, services)
      if (view !== undefined) return view
    }
    return undefined
  }

  /** Discord delivers an event twice now and then, and a call is repeated: the nonce makes one reply of them. */
  async function reply({ id, channelId }: ReceivedMessage, { body }: MessageView): Promise<void> {
    const post = (reference: Readonly<Record<string, unknown>>) =>
      rest.post(Routes.channelMessages(channelId), { body: { ...body, ...reference, nonce: id, enforce_nonce: true } })
    await post({ message_reference: { message_id: id, fail_if_not_exists: false } }).catch((error: unknown) => {
      if (!hasCode(error, ...codesOfRefusedReplies)) throw error
      return post({})
    })
  }

  return async (message) => {
    try {
      // Everybody in the channel reads the answer.
      const explain = (error: unknown) => explainError(error, message.locale)
      const view = await findAnswer(message).catch(explain)
      if (view !== undefined) await reply(message, view)
    } catch (error) {
      const facts = { error, messageId: message.id }
      if (hasCode(error, ...closedCodes)) log.debug(facts, 'A mention could not be answered in its channel')
      else log.error(facts, 'The answer to a mention did not reach Discord')
    }
  }
}
