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
