import { type ApiError, apiErrors } from '../apiError.ts'
import { channelTypes, permissions } from '../flags.ts'

/** The state of the played Discord: who and what exists, apart from messages. */
export interface World {
  readonly application: Application
  readonly guilds: Map<string, GuildRecord>
  readonly channels: Map<string, ChannelRecord>
  readonly users: Map<string, UserRecord>
}

export interface Application {
  /** Also the id of the bot's user, as with every app of these years. */
  readonly id: string
  readonly name: string
  readonly token: string
}

export interface UserRecord {
  readonly id: string
  readonly name: string
  readonly locale: string
  /** Bytes per file. */
  readonly uploadLimit: number
  /** Whether the person has installed the app for themself. */
  readonly hasInstalled: boolean
  readonly acceptsDirectMessages: boolean
  /** Fields that Discord leaves out of this person's interactions. */
  readonly leftOut: readonly string[]
}

export interface GuildRecord {
  readonly id: string
  readonly name: string
  readonly ownerId: string
  readonly locale: string
  readonly joinedAt: number
  /** Whether a bot user is a member; an app can be installed for its commands alone. */
  botIsMember: boolean
  /** Whether the app is installed to the guild. */
  installed: boolean
  /** Bytes per file that the guild's boosts allow. */
  readonly boostUploadLimit: number
  readonly memberIds: Set<string>
  /** Beside the one that everybody has. */
  readonly roles: RoleRecord[]
  /** By the ids of members. */
  readonly rolesOf: Map<string, readonly string[]>
}

export interface RoleRecord {
  readonly id: string
  readonly name: string
}

export interface ChannelRecord {
  readonly id: string
  readonly type: number
  readonly name: string
  readonly ageRestricted: boolean
  readonly guild: GuildRecord | undefined
  readonly parentId: string | undefined
  /** Of a direct or group channel, without the bot. */
  readonly recipients: readonly UserRecord[]
  botPermissions: bigint
  isHidden: boolean
  isDeleted: boolean
  isArchived: boolean
  /** An archived thread that is locked stays archived, whatever the bot posts. */
  isLocked: boolean
}

/** The channel, if the bot may look at it with its own token. Else 10003 or 50001. */
export function findVisibleChannel(world: World, channelId: string): ChannelRecord {
  const channel = world.channels.get(channelId)
  if (channel === undefined || channel.isDeleted) throw apiErrors.unknownChannel()
  if (!isInSight(channel)) throw apiErrors.missingAccess()
  return channel
}

/**
 * The channel, if the bot may post in it. Else 50013, 50083, 50007 or 50278 besides. An archived thread is no hindrance unless
 * it is locked: the message reopens it.
 *
 * @see https://github.com/discord/discord-api-docs/pull/2855
 */
export function findWritableChannel(world: World, channelId: string, needs: { files: boolean }): ChannelRecord {
  const channel = findVisibleChannel(world, channelId)
  if (channel.isArchived && channel.isLocked) throw apiErrors.archivedThread()
  const send = channel.parentId === undefined ? permissions.sendMessages : permissions.sendMessagesInThreads
  if (!may(channel, send)) throw apiErrors.missingPermissions()
  if (needs.files && !may(channel, permissions.attachFiles)) throw apiErrors.missingPermissions()
  if (channel.type === channelTypes.direct) refuseClosedDirectMessages(world, channel)
  return channel
}

export function may(channel: ChannelRecord, permission: bigint): boolean {
  if (channel.guild === undefined) return true
  return !channel.isHidden && (channel.botPermissions & permission) === permission
}

/** Whether the bot may look at the channel, and is told what happens there. */
export const isInSight = (channel: ChannelRecord): boolean =>
  isBotInside(channel) && may(channel, permissions.viewChannel)

const isBotInside = (channel: ChannelRecord): boolean =>
  channel.guild === undefined ? channel.type === channelTypes.direct : channel.guild.botIsMember

function refuseClosedDirectMessages(world: World, channel: ChannelRecord): void {
  for (const person of channel.recipients) {
    if (!person.acceptsDirectMessages) throw apiErrors.cannotSendToUser()
    const guilds = [...world.guilds.values()]
    const isReachable = person.hasInstalled || guilds.some((each) => each.botIsMember && each.memberIds.has(person.id))
    if (!isReachable) throw apiErrors.noMutualGuilds()
  }
}

export function assertPermission(channel: ChannelRecord, permission: bigint, error: () => ApiError): void {
  if (!may(channel, permission)) throw error()
}
