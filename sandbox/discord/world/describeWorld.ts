import { channelTypes, usualMemberPermissions } from '../flags.ts'
import type { JsonObject } from '../json.ts'
import type { Application, ChannelRecord, GuildRecord, RoleRecord, UserRecord } from './world.ts'

/** Channels that the bot cannot see come without their name. @see https://discord.com/developers/docs/change-log */
const obfuscatedFlag = 1 << 17

export function describeUser(user: Pick<UserRecord, 'id' | 'name'>): JsonObject {
  return {
    id: user.id,
    username: user.name,
    global_name: user.name,
    discriminator: '0',
    avatar: null,
    public_flags: 0,
    avatar_decoration_data: null,
    collectibles: null,
    primary_guild: null,
  }
}

export function describeBot(application: Application): JsonObject {
  return { ...describeUser(application), global_name: null, discriminator: '0000', bot: true }
}

export function describeApplication(application: Application, redirectUris: readonly string[] = []): JsonObject {
  return {
    id: application.id,
    name: application.name,
    icon: null,
    description: '',
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    flags: 0,
    redirect_uris: redirectUris,
    approximate_guild_count: 1,
    approximate_user_install_count: 1,
    integration_types_config: { 0: {}, 1: {} },
    bot: describeBot(application),
    owner: null,
    team: null,
  }
}

export function describeMember(joinedAt: number, roles: readonly string[] = []): JsonObject {
  return {
    roles,
    nick: null,
    avatar: null,
    banner: null,
    joined_at: new Date(joinedAt).toISOString(),
    premium_since: null,
    communication_disabled_until: null,
    deaf: false,
    mute: false,
    pending: false,
    flags: 0,
  }
}

/** A channel as the bot is told of it. */
export function describeChannel(channel: ChannelRecord, application: Application): JsonObject {
  const { guild } = channel
  if (guild === undefined) {
    return {
      id: channel.id,
      type: channel.type,
      flags: 0,
      last_message_id: null,
      recipients: channel.recipients.map(describeUser),
      ...(channel.type === channelTypes.group ? { name: channel.name, icon: null } : {}),
    }
  }
  const common = {
    id: channel.id,
    type: channel.type,
    guild_id: guild.id,
    name: channel.isHidden ? '___hidden___' : channel.name,
    flags: channel.isHidden ? obfuscatedFlag : 0,
    last_message_id: null,
    rate_limit_per_user: 0,
    parent_id: channel.parentId ?? null,
  }
  if (channel.parentId !== undefined) {
    return {
      ...common,
      owner_id: guild.ownerId,
      message_count: 0,
      member_count: 1,
      thread_metadata: {
        archived: channel.isArchived,
        locked: channel.isLocked,
        auto_archive_duration: 1_440,
        archive_timestamp: new Date(guild.joinedAt).toISOString(),
      },
    }
  }
  return {
    ...common,
    position: 0,
    topic: null,
    nsfw: channel.ageRestricted,
    permission_overwrites: [describeBotOverwrite(channel, application)],
  }
}

function describeBotOverwrite(channel: ChannelRecord, application: Application): JsonObject {
  const allow = channel.isHidden ? 0n : channel.botPermissions
  const everything = (1n << 53n) - 1n
  return { id: application.id, type: 1, allow: allow.toString(), deny: (everything & ~allow).toString() }
}

/** The data of GUILD_CREATE. @see https://discord.com/developers/docs/events/gateway-events#guild-create */
export function describeGuild(guild: GuildRecord, channels: readonly ChannelRecord[], bot: Application): JsonObject {
  const own = channels.filter((channel) => channel.guild === guild && !channel.isDeleted)
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    owner_id: guild.ownerId,
    preferred_locale: guild.locale,
    roles: [describeEveryone(guild), ...guild.roles.map((role, index) => describeRole(role, index + 1))],
    emojis: [],
    stickers: [],
    features: [],
    channels: own.filter(({ parentId }) => parentId === undefined).map((each) => describeChannel(each, bot)),
    threads: own.filter((each) => isOpenThread(each)).map((each) => describeChannel(each, bot)),
    members: [{ ...describeMember(guild.joinedAt), user: describeBot(bot) }],
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
    member_count: guild.memberIds.size + 1,
    joined_at: new Date(guild.joinedAt).toISOString(),
    large: false,
    unavailable: false,
    afk_timeout: 300,
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    mfa_level: 0,
    nsfw_level: 0,
    premium_tier: 0,
    system_channel_flags: 0,
  }
}

const isOpenThread = (channel: ChannelRecord) =>
  channel.parentId !== undefined && !channel.isArchived && !channel.isHidden

export function describeEveryone(guild: GuildRecord): JsonObject {
  return describeRole({ id: guild.id, name: '@everyone' }, 0)
}

/** A role as the bot is told of it; those of the played guilds allow what everybody may. */
export function describeRole({ id, name }: RoleRecord, position: number): JsonObject {
  return {
    id,
    name,
    permissions: usualMemberPermissions.toString(),
    position,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    managed: false,
    mentionable: false,
    flags: 0,
  }
}
