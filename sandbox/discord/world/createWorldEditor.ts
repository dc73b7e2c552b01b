import type { SandboxClock } from '../clock.ts'
import { channelTypes, usualBotPermissions } from '../flags.ts'
import { intents } from '../gateway/createGateway.ts'
import type { Member } from '../people/createMember.ts'
import type { Snowflakes } from '../snowflakes.ts'
import { describeChannel, describeGuild } from './describeWorld.ts'
import type { ChannelRecord, GuildRecord, UserRecord, World } from './world.ts'

export interface ChannelOptions {
  name?: string
  ageRestricted?: boolean
  /** What the bot may do there: a set of `permissions`. */
  botPermissions?: bigint
  type?: number
}

/** A channel that tests can do things to; the bot is told where Discord would tell it. */
export interface Channel {
  readonly id: string
  readonly name: string
  readonly guildId: string | undefined
  /** Takes the bot's view of it away. */
  hide(): void
  unhide(): void
  setBotPermissions(permissions: bigint): void
  delete(): void
  addThread(options?: { name?: string }): Channel
  /** Threads only. */
  archive(): void
  unarchive(): void
}

export interface GuildOptions {
  name?: string
  /** Whether a bot user is a member, and not only the commands are installed. Follows `installed` by default. */
  botIsMember?: boolean
  /** Whether the app is installed to the guild. */
  installed?: boolean
  /** Bytes per file. */
  boostUploadLimit?: number
  locale?: string
}

export interface Guild {
  readonly id: string
  readonly name: string
  addChannel(options?: ChannelOptions): Channel
  /** Throws the bot out, and its commands with it. */
  removeBot(): void
}

export interface UserOptions {
  name?: string
  locale?: string
  /** Bytes per file. */
  uploadLimit?: number
  /** Whether they have installed the app for themself. */
  hasInstalled?: boolean
  acceptsDirectMessages?: boolean
}

export interface User {
  readonly id: string
  readonly name: string
  in(channel: Channel, options?: { permissions?: bigint }): Member
  /** The conversation with the bot. */
  directMessages(): Channel
}

export interface WorldEditor {
  addGuild(options?: GuildOptions): Guild
  addUser(options?: UserOptions): User
  /** Direct messages between people, the bot not among them. */
  addGroup(options: { members: readonly User[]; name?: string }): Channel
  openDirectChannel(user: UserRecord): ChannelRecord
}

const usualUploadLimit = 10 * 1024 * 1024

export function createWorldEditor(dependencies: {
  world: World
  clock: Pick<SandboxClock, 'now'>
  snowflakes: Snowflakes
  tell: (type: string, data: unknown, audience: { guildId: string | undefined; intents: number }) => void
  createMember: (user: UserRecord, channel: ChannelRecord, permissions: bigint | undefined) => Member
}): WorldEditor {
  const { world, clock, snowflakes, tell, createMember } = dependencies

  function tellOf(channel: ChannelRecord, type: string): void {
    if (channel.guild?.botIsMember !== true) return
    tell(type, describeChannel(channel, world.application), { guildId: channel.guild.id, intents: intents.guilds })
  }

  function addChannel(details: Partial<ChannelRecord> & Pick<ChannelRecord, 'type'>): ChannelRecord {
    const channel: ChannelRecord = {
      id: snowflakes.next(),
      name: 'general',
      ageRestricted: false,
      guild: undefined,
      parentId: undefined,
      recipients: [],
      botPermissions: usualBotPermissions,
      isHidden: false,
      isDeleted: false,
      isArchived: false,
      ...details,
    }
    world.channels.set(channel.id, channel)
    return channel
  }

  function createChannel(record: ChannelRecord): Channel {
    const kind = record.parentId === undefined ? 'CHANNEL' : 'THREAD'
    const change = (changes: Partial<Pick<ChannelRecord, 'isArchived' | 'botPermissions'>>) => {
      Object.assign(record, changes)
      tellOf(record, `${kind}_UPDATE`)
    }
    return {
      id: record.id,
      name: record.name,
      guildId: record.guild?.id,
      hide: () => setHidden(record, true),
      unhide: () => setHidden(record, false),
      setBotPermissions: (botPermissions) => change({ botPermissions }),
      delete() {
        for (const thread of threadsOf(record)) thread.isDeleted = true
        record.isDeleted = true
        tellOf(record, `${kind}_DELETE`)
      },
      addThread({ name = 'thread' } = {}) {
        const { guild, botPermissions, ageRestricted } = record
        const thread = { type: channelTypes.publicThread, parentId: record.id, name, botPermissions, ageRestricted }
        const created = addChannel({ ...thread, guild })
        tellOf(created, 'THREAD_CREATE')
        return createChannel(created)
      },
      archive: () => change({ isArchived: true }),
      unarchive: () => change({ isArchived: false }),
    }
  }

  const threadsOf = ({ id }: ChannelRecord) => [...world.channels.values()].filter(({ parentId }) => parentId === id)

  /** Threads are as visible as their channel. */
  function setHidden(record: ChannelRecord, isHidden: boolean): void {
    for (const each of [record, ...threadsOf(record)]) each.isHidden = isHidden
    tellOf(record, record.parentId === undefined ? 'CHANNEL_UPDATE' : 'THREAD_UPDATE')
  }

  function openDirectChannel(user: UserRecord): ChannelRecord {
    const isTheirs = ({ type, recipients }: ChannelRecord) =>
      type === channelTypes.direct && recipients.some(({ id }) => id === user.id)
    const known = [...world.channels.values()].find(isTheirs)
    return known ?? addChannel({ type: channelTypes.direct, name: '', recipients: [user] })
  }

  function createGuild(guild: GuildRecord): Guild {
    return {
      id: guild.id,
      name: guild.name,
      addChannel({ type = channelTypes.text, ...options } = {}) {
        const channel = addChannel({ type, guild, ...options })
        tellOf(channel, 'CHANNEL_CREATE')
        return createChannel(channel)
      },
      removeBot() {
        if (guild.botIsMember) tell('GUILD_DELETE', { id: guild.id }, { guildId: guild.id, intents: intents.guilds })
        guild.botIsMember = false
        guild.installed = false
      },
    }
  }

  function recordOf(channel: Channel): ChannelRecord {
    const record = world.channels.get(channel.id)
    if (record === undefined) throw new Error(`No such channel: ${channel.id}`)
    return record
  }

  function userOf(user: User): UserRecord[] {
    const record = world.users.get(user.id)
    return record === undefined ? [] : [record]
  }

  return {
    addGuild({
      name = 'guild',
      installed = true,
      botIsMember = installed,
      boostUploadLimit = 0,
      locale = 'en-US',
    } = {}) {
      const guild: GuildRecord = {
        id: snowflakes.next(),
        name,
        ownerId: snowflakes.next(),
        locale,
        joinedAt: clock.now(),
        botIsMember,
        installed,
        boostUploadLimit,
        memberIds: new Set(),
      }
      world.guilds.set(guild.id, guild)
      if (botIsMember) {
        const data = describeGuild(guild, [], world.application)
        tell('GUILD_CREATE', data, { guildId: guild.id, intents: intents.guilds })
      }
      return createGuild(guild)
    },
    addUser(options = {}) {
      const user: UserRecord = {
        id: snowflakes.next(),
        name: options.name ?? 'person',
        locale: options.locale ?? 'en-US',
        uploadLimit: options.uploadLimit ?? usualUploadLimit,
        hasInstalled: options.hasInstalled ?? false,
        acceptsDirectMessages: options.acceptsDirectMessages ?? true,
      }
      world.users.set(user.id, user)
      return {
        id: user.id,
        name: user.name,
        in(channel, { permissions } = {}) {
          const record = recordOf(channel)
          record.guild?.memberIds.add(user.id)
          return createMember(user, record, permissions)
        },
        directMessages: () => createChannel(openDirectChannel(user)),
      }
    },
    addGroup({ members, name = 'group' }) {
      return createChannel(addChannel({ type: channelTypes.group, name, recipients: members.flatMap(userOf) }))
    },
    openDirectChannel,
  }
}
