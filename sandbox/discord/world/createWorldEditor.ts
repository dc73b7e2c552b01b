import type { SandboxClock } from '../../clock.ts'
import { channelTypes } from '../flags.ts'
import { intents } from '../gateway/createGateway.ts'
import type { Member } from '../people/member.ts'
import {
  type Channel,
  type ChannelEditorDependencies,
  type ChannelOptions,
  createChannelEditor,
} from './createChannelEditor.ts'
import { describeGuild, describeRole } from './describeWorld.ts'
import type { ChannelRecord, GuildRecord, RoleRecord, UserRecord } from './world.ts'

export type { Channel, ChannelOptions } from './createChannelEditor.ts'

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
  addRole(name: string): RoleRecord
  /** From now on the person has these, and no others. */
  giveRoles(user: Pick<UserRecord, 'id'>, roles: readonly RoleRecord[]): void
  /** Throws the bot out, and its commands with it. */
  removeBot(): void
  /** Takes it in again. */
  inviteBot(): void
}

export interface UserOptions {
  name?: string
  locale?: string
  /** Bytes per file. */
  uploadLimit?: number
  /** Whether they have installed the app for themself. */
  hasInstalled?: boolean
  acceptsDirectMessages?: boolean
  /** Fields that Discord leaves out of their interactions, as it does now and then with what it promises. */
  leftOut?: readonly string[]
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
  reopenThread(thread: ChannelRecord): void
  startThread(channel: ChannelRecord, thread: { readonly name: string; readonly id: string }): ChannelRecord
}

const usualUploadLimit = 10 * 1024 * 1024

interface WorldEditorDependencies extends ChannelEditorDependencies {
  readonly clock: Pick<SandboxClock, 'now'>
  readonly createMember: (user: UserRecord, channel: ChannelRecord, permissions: bigint | undefined) => Member
}

export function createWorldEditor(dependencies: WorldEditorDependencies): WorldEditor {
  const { world, clock, snowflakes, tell, createMember } = dependencies
  const channels = createChannelEditor(dependencies)

  function openDirectChannel(user: UserRecord): ChannelRecord {
    const isTheirs = ({ type, recipients }: ChannelRecord) =>
      type === channelTypes.direct && recipients.some(({ id }) => id === user.id)
    const known = [...world.channels.values()].find(isTheirs)
    return known ?? channels.add({ type: channelTypes.direct, name: '', recipients: [user] })
  }

  function tellOfGuild(guild: GuildRecord): void {
    const data = describeGuild(guild, [...world.channels.values()], world.application)
    tell('GUILD_CREATE', data, { guildId: guild.id, intents: intents.guilds })
  }

  function createGuild(guild: GuildRecord): Guild {
    return {
      id: guild.id,
      name: guild.name,
      addChannel({ type = channelTypes.text, ...options } = {}) {
        return channels.open(channels.announce({ type, guild, ...options }))
      },
      addRole(name) {
        const role = { id: snowflakes.next(), name }
        guild.roles.push(role)
        const data = { guild_id: guild.id, role: describeRole(role, guild.roles.length) }
        if (guild.botIsMember) tell('GUILD_ROLE_CREATE', data, { guildId: guild.id, intents: intents.guilds })
        return role
      },
      giveRoles: (user, roles) =>
        void guild.rolesOf.set(
          user.id,
          roles.map(({ id }) => id),
        ),
      removeBot() {
        if (guild.botIsMember) tell('GUILD_DELETE', { id: guild.id }, { guildId: guild.id, intents: intents.guilds })
        guild.botIsMember = false
        guild.installed = false
      },
      inviteBot() {
        guild.botIsMember = true
        guild.installed = true
        tellOfGuild(guild)
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
        roles: [],
        rolesOf: new Map(),
      }
      world.guilds.set(guild.id, guild)
      if (botIsMember) tellOfGuild(guild)
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
        leftOut: options.leftOut ?? [],
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
        directMessages: () => channels.open(openDirectChannel(user)),
      }
    },
    addGroup({ members, name = 'group' }) {
      const recipients = members.flatMap(userOf)
      return channels.open(channels.add({ type: channelTypes.group, name, recipients }))
    },
    openDirectChannel,
    reopenThread: channels.reopen,
    startThread: channels.startThread,
  }
}
