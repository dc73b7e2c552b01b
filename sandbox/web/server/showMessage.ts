import type { SandboxMessage } from '../../discord/messages/messageRecord.ts'
import type { DiscordSandbox } from '../../discord/startDiscordSandbox.ts'
import type { ShownMessage } from '../protocol.ts'
import type { SentLog } from './createSentLog.ts'

/** A message as the page gets it; nothing where it is gone, or was put away. */
export function showMessage(
  message: SandboxMessage,
  { discord, sent }: { discord: Pick<DiscordSandbox, 'describe'>; sent: SentLog },
): ShownMessage | undefined {
  const body = discord.describe(message)
  if (body === undefined || message.isDismissed === true) return undefined
  const { id, channelId, ephemeralFor, isLoading, pings, interactionId, createdAt } = message
  const action = interactionId === undefined ? undefined : sent.find(interactionId)?.action
  return {
    id,
    placeId: channelId,
    body,
    ...(ephemeralFor !== undefined && { ephemeralFor }),
    isLoading,
    pings,
    ...(action?.kind === 'command' &&
      action.name !== undefined && { command: { name: action.name, personId: action.personId } }),
    createdAt,
  }
}
