import { messageLink } from 'discord.js'
import type { Origin } from '../domain/origin.ts'

/** The address of the status message; undefined where it is not known yet, or private and so not to be found again. */
export function findMessageLink(
  origin: Pick<Origin, 'guildId' | 'channelId' | 'messageId' | 'ephemeral'>,
): string | undefined {
  const { guildId, channelId, messageId, ephemeral } = origin
  if (messageId === undefined || ephemeral) return undefined
  return guildId === undefined ? messageLink(channelId, messageId) : messageLink(channelId, messageId, guildId)
}
