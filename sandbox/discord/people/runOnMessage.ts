import { commandTypes } from '../flags.ts'
import { describeMessage } from '../messages/describeMessage.ts'
import type { SandboxMessage } from '../messages/messageRecord.ts'
import { interactionTypes } from '../validation/checkCallback.ts'
import type { Presence } from './createPresence.ts'
import { findOffered } from './offeredCommands.ts'
import type { SentInteraction } from './sentInteraction.ts'

/**
 * Uses a command from a message's context menu. The bot sees the message whole, whatever its intents.
 * @see https://discord.com/developers/docs/interactions/application-commands#message-commands
 */
export async function runOnMessage(
  presence: Presence,
  name: string,
  message: SandboxMessage,
): Promise<SentInteraction> {
  const target = presence.look(message)
  const { command, owners } = findOffered(presence, name, commandTypes.message)
  const data = {
    id: command.id,
    name,
    type: commandTypes.message,
    ...(command.guild_id === undefined ? {} : { guild_id: command.guild_id }),
    target_id: target.id,
    resolved: { messages: { [target.id]: describeMessage(target, presence.world) } },
  }
  return presence.send(presence.start({ type: interactionTypes.command, owners, target }), { data })
}
