import type { Origin } from './origin.ts'

/** @see https://discord.com/developers/docs/topics/permissions */
export const permissionBits = {
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  manageMessages: 1n << 13n,
  attachFiles: 1n << 15n,
  readMessageHistory: 1n << 16n,
  sendMessagesInThreads: 1n << 38n,
} as const

export function hasPermission(origin: Pick<Origin, 'permissions'>, bit: bigint): boolean {
  return (BigInt(origin.permissions) & bit) === bit
}

/**
 * Whether the status message can be edited with the bot's own token after the interaction's token has ended: not for
 * ephemeral messages, not without a bot user in the server, not in other people's direct messages, not in a hidden channel.
 */
export function hasChannelRoute(origin: Pick<Origin, 'ephemeral' | 'botInGuild' | 'context' | 'permissions'>): boolean {
  if (origin.ephemeral) return false
  if (origin.context === 1) return true
  if (origin.context === 2) return false
  return origin.botInGuild && hasPermission(origin, permissionBits.viewChannel)
}

export function mayReadHistory(origin: Pick<Origin, 'context' | 'permissions'>): boolean {
  return origin.context === 1 || hasPermission(origin, permissionBits.readMessageHistory)
}
