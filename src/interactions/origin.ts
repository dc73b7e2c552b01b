import {
  ApplicationIntegrationType,
  ChannelType,
  type CommandInteraction,
  InteractionContextType,
  type MessageComponentInteraction,
  type ModalSubmitInteraction,
  PermissionFlagsBits,
} from 'discord.js'
import {
  type ArrivedOrigin,
  type ClickToken,
  defaultLocale,
  defaultUploadLimit,
  type PrivateTarget,
} from '../domain/origin.ts'
import { UserError } from '../domain/userError.ts'

type AnyInteraction = CommandInteraction | MessageComponentInteraction | ModalSubmitInteraction

/**
 * Everything a later delivery needs, read from the interaction alone. Throws a UserError where Discord did not say which channel it is.
 *
 * @param ephemeral whether the answer is asked to be private
 */
export function readOrigin(interaction: AnyInteraction, ephemeral: boolean): ArrivedOrigin {
  if (interaction.channelId === null) throw new UserError({ code: 'cannotPostHere' })
  const { authorizingIntegrationOwners: owners, guildId } = interaction
  const isInstalledHere = owners[ApplicationIntegrationType.GuildInstall] !== undefined
  // On a button it may be the installation of somebody else, who began the message.
  const isOwnInstallation = owners[ApplicationIntegrationType.UserInstall] === interaction.user.id
  return {
    interactionId: interaction.id,
    userId: interaction.user.id,
    ...(guildId !== null && { guildId }),
    channelId: interaction.channelId,
    ageRestricted: isAgeRestricted(interaction),
    installation: isInstalledHere ? 'guild' : 'user',
    ...(isInstalledHere && isOwnInstallation && { isOwnInstallation }),
    ...readMembership(interaction),
    // An app may be installed for its commands alone: only a server that the gateway told us about has our bot user.
    botInGuild: interaction.inCachedGuild(),
    context: readContext(interaction),
    permissions: interaction.appPermissions.bitfield.toString(),
    // Discord's types promise it, and Discord leaves it out now and then; the same holds for the limit below.
    locale: interaction.locale ?? defaultLocale,
    ...(interaction.guildLocale !== null && { guildLocale: interaction.guildLocale }),
    ephemeral,
    ...readPrivateTarget(interaction),
  }
}

/** Discord may leave it out, and may think of a new kind. */
function readContext({ context, guildId }: AnyInteraction): ArrivedOrigin['context'] {
  if (guildId !== null) return InteractionContextType.Guild
  return context === InteractionContextType.PrivateChannel ? context : InteractionContextType.BotDM
}

/** Where a private answer to this interaction can be written. */
export function readPrivateTarget(interaction: AnyInteraction): PrivateTarget {
  return {
    applicationId: interaction.applicationId,
    uploadLimit: interaction.attachmentSizeLimit > 0 ? interaction.attachmentSizeLimit : defaultUploadLimit,
    ...readToken(interaction),
  }
}

/** A secret with which the message of the pressed button can be edited for a while. */
export function readToken(interaction: AnyInteraction): ClickToken {
  return { token: interaction.token }
}

/** What a server's own rules ask for. Everybody has the role with the server's id. */
function readMembership({ channel, member, guildId }: AnyInteraction) {
  const parentChannelId = channel?.isThread() === true ? channel.parentId : null
  const roles = member === null || member === undefined ? [] : member.roles
  const roleIds = (Array.isArray(roles) ? roles : [...roles.cache.keys()]).filter((id) => id !== guildId)
  return {
    ...(parentChannelId !== null && { parentChannelId }),
    ...(roleIds.length > 0 && { roleIds }),
  }
}

/**
 * Whether a message of this channel can start a thread, for a member who may start one: not in a thread, nor in a voice channel's chat.
 * The bot is no way around what a member may not do.
 */
export function mayStartThread({ channel, memberPermissions }: AnyInteraction): boolean {
  const isText = channel?.type === ChannelType.GuildText || channel?.type === ChannelType.GuildAnnouncement
  return isText && (memberPermissions?.has(PermissionFlagsBits.CreatePublicThreads) ?? false)
}

/**
 * Whether whoever pressed in a thread may write in the channel above it: Discord says of a thread what holds in its channel, and asks
 * for another permission in the thread itself.
 */
export function mayWriteAbove({ memberPermissions }: AnyInteraction): boolean {
  return memberPermissions?.has(PermissionFlagsBits.SendMessages) ?? false
}

/** Threads take after their channel. A channel that is not known to us counts as open to all ages. */
function isAgeRestricted({ channel }: AnyInteraction): boolean {
  const place = channel?.isThread() ? channel.parent : channel
  return place !== null && 'nsfw' in place && place.nsfw === true
}
