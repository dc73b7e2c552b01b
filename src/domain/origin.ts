import { z } from 'zod'
import { minutes } from './clock.ts'

/** @see https://discord.com/developers/docs/interactions/receiving-and-responding#followup-messages */
export const tokenLifetime = minutes(15)

/** What Discord allows everywhere, and says with most interactions. @see https://docs.discord.com/developers/reference#uploading-files */
export const defaultUploadLimit = 10 * 1024 * 1024
export const defaultLocale = 'en-US'

/**
 * Where a generation came from, and everything a later delivery needs. What Discord may leave out has something in its place: a
 * record without it could not be read again.
 */
export const origin = z.object({
  interactionId: z.string(),
  applicationId: z.string(),
  /** A secret: whoever has it can answer in our name. Redacted in logs; empty once the generation is closed. */
  token: z.string(),
  /**
   * Milliseconds since the epoch; 15 minutes after the interaction arrived here, by our own clock. When Discord created it says
   * nothing: that is another clock.
   */
  tokenExpiresAt: z.number(),
  userId: z.string(),
  guildId: z.string().optional(),
  channelId: z.string(),
  /** Whether the channel is marked as age-restricted. */
  ageRestricted: z.boolean(),
  /**
   * Whether the app is installed to this server, or only to the person who uses it here. Once it is accepted, on whose
   * account: as a member of the server, or as a person on their own allowance alone.
   */
  installation: z.enum(['guild', 'user']),
  /** Whether a bot user of ours is in the guild; without one nothing can be sent after the token's end. */
  botInGuild: z.boolean(),
  /** 0 guild, 1 direct message with the bot, 2 group or other people's direct message. */
  context: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  /** What the bot may do in the channel, as Discord said with the interaction: a decimal bit set. */
  permissions: z.string().catch('0'),
  /** Bytes an uploaded file may have here. */
  uploadLimit: z.number().int().positive().catch(defaultUploadLimit),
  /** The member's language, as Discord names it: `en-US`. */
  locale: z.string().catch(defaultLocale),
  /** The language of the server, as its managers chose it; absent in direct messages, and in records from before it was kept. */
  guildLocale: z.string().optional().catch(undefined),
  /** Whether only the member sees the status message. Asked for at first; after the acknowledgement, as it really is. */
  ephemeral: z.boolean(),
  /** The status message is a post of our own beside the answer to the click, so that no token of the click leads to it. */
  isOwnPost: z.literal(true).optional(),
  /** The status message; known after the acknowledgement. */
  messageId: z.string().optional(),
})
export type Origin = z.infer<typeof origin>

/** The origin as it is read from an interaction, before the time of its arrival is noted. */
export type ArrivedOrigin = Omit<Origin, 'tokenExpiresAt'> & {
  /** Where the app is installed to the server: whether the person has installed it to themselves as well. */
  readonly isOwnInstallation?: boolean
  /** The channel of a thread, where the bot knows of it, and the roles of the member: what a server's own rules ask for. */
  readonly parentChannelId?: string
  readonly roleIds?: readonly string[]
}

/** What Discord told us when the answer was deferred. */
export interface Acknowledgement {
  readonly messageId: string
  readonly ephemeral: boolean
  /** False where the message has words already: the person read something else, or the end of what was cancelled. */
  readonly isPromise?: boolean
}

/** A fresh token from a click on the status message: it can edit that message for 15 minutes. */
export type ClickToken = Pick<Origin, 'token'>

/** A token and when it ends by our own clock. */
export type RenewedToken = Pick<Origin, 'token' | 'tokenExpiresAt'>

/** A private message that answers a click: a place to show a result again. */
export type PrivateTarget = Pick<Origin, 'applicationId' | 'token' | 'uploadLimit'> & {
  /** Whose list stands there, so that there is a way back to it. */
  readonly listOf?: string
  /** Everybody in the channel sees it. */
  readonly isPublic?: true
}

/** @see https://discord.com/developers/docs/topics/permissions */
export const permissionBits = {
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  manageMessages: 1n << 13n,
  attachFiles: 1n << 15n,
  readMessageHistory: 1n << 16n,
  createPublicThreads: 1n << 35n,
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

/**
 * What Discord answers where a message cannot be a reply: the other one is gone, is named wrongly, or may not be read.
 *
 * @see https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
 */
export const codesOfRefusedReplies = [10_008, 50_035, 160_002]
