import { channelTypes, permissions } from '../flags.ts'
import type { InteractionRecord } from '../interactions/createInteractions.ts'
import type { JsonObject } from '../json.ts'
import { describeChannel, describeMember, describeUser } from '../world/describeWorld.ts'
import type { ChannelRecord, World } from '../world/world.ts'

/** Where an interaction takes place: a guild, the bot's direct messages, or other people's. */
export const contexts = { guild: 0, botDirect: 1, privateChannel: 2 } as const

export function contextOf(channel: ChannelRecord): number {
  if (channel.guild !== undefined) return contexts.guild
  return channel.type === channelTypes.direct ? contexts.botDirect : contexts.privateChannel
}

/** What an app may do that only its user brought along. */
const userInstallPermissions =
  permissions.embedLinks | permissions.attachFiles | permissions.mentionEveryone | permissions.useExternalEmojis

/** The data of INTERACTION_CREATE. @see https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object */
export function describeInteraction(
  interaction: InteractionRecord,
  world: World,
  details: { memberPermissions: bigint; data: JsonObject; message?: JsonObject | undefined },
): JsonObject {
  const { channel, user } = interaction
  const { guild } = channel
  const { memberPermissions, data, message } = details
  // Interactions tell the truth about a channel even where the bot cannot see it.
  const place = describeChannel({ ...channel, isHidden: false }, world.application)
  delete place.permission_overwrites
  const described: JsonObject = {
    id: interaction.id,
    application_id: world.application.id,
    type: interaction.type,
    token: interaction.token,
    version: 1,
    context: contextOf(channel),
    channel_id: channel.id,
    channel: { ...place, permissions: memberPermissions.toString() },
    app_permissions: appPermissions(channel, memberPermissions).toString(),
    locale: user.locale,
    entitlements: [],
    entitlement_sku_ids: [],
    authorizing_integration_owners: interaction.owners,
    attachment_size_limit: interaction.uploadLimit,
    ...(guild === undefined
      ? { user: describeUser(user) }
      : {
          guild_id: guild.id,
          guild_locale: guild.locale,
          guild: { id: guild.id, locale: guild.locale, features: [] },
          member: {
            ...describeMember(guild.joinedAt),
            user: describeUser(user),
            permissions: memberPermissions.toString(),
          },
        }),
    data,
    ...(message === undefined ? {} : { message }),
  }
  for (const name of user.leftOut) delete described[name]
  return described
}

function appPermissions(channel: ChannelRecord, memberPermissions: bigint): bigint {
  if (channel.guild === undefined) return userInstallPermissions
  if (!channel.guild.botIsMember) return userInstallPermissions & memberPermissions
  return channel.isHidden ? 0n : channel.botPermissions
}
