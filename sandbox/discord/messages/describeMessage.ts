import type { SandboxAttachment } from '../cdn/fileStore.ts'
import { channelTypes, messageFlags } from '../flags.ts'
import type { JsonObject } from '../json.ts'
import { describeBot, describeUser } from '../world/describeWorld.ts'
import type { World } from '../world/world.ts'
import type { MessageStore } from './createMessageStore.ts'
import type { MessageInteraction, MessageRecord } from './messageRecord.ts'
import { refreshMedia } from './resolveComponents.ts'

const messageTypes = { ordinary: 0, reply: 19, chatInputCommand: 20, contextMenuCommand: 23 } as const

/** @see https://discord.com/developers/docs/resources/message#attachment-object */
export function describeAttachment(attachment: SandboxAttachment): JsonObject {
  const { url } = attachment
  return {
    id: attachment.id,
    filename: attachment.filename,
    size: attachment.size,
    url,
    proxy_url: url,
    flags: attachment.isSpoiler ? 1 << 5 : 0,
    ...(attachment.contentType === undefined ? {} : { content_type: attachment.contentType }),
    ...(attachment.width === undefined ? {} : { width: attachment.width, height: attachment.height }),
    ...(attachment.description === undefined ? {} : { description: attachment.description }),
    ...(attachment.title === undefined ? {} : { title: attachment.title }),
    ...(attachment.isEphemeral ? { ephemeral: true } : {}),
  }
}

/** A message as the API gives it. @see https://discord.com/developers/docs/resources/message#message-object */
export function describeMessage(message: MessageRecord, world: World, referenced?: MessageRecord): JsonObject {
  const { application } = world
  return {
    id: message.id,
    channel_id: message.channelId,
    type: typeOf(message),
    content: message.content,
    author: describeAnybody(message.authorId, world)[0],
    timestamp: new Date(message.createdAt).toISOString(),
    edited_timestamp: message.editedAt === undefined ? null : new Date(message.editedAt).toISOString(),
    tts: false,
    pinned: false,
    flags: message.flags | (isThreadStarter(message, world) ? messageFlags.hasThread : 0),
    mention_everyone: message.pings.includes('everyone'),
    mentions: message.pings.flatMap((id) => describeAnybody(id, world)),
    mention_roles: message.pings.filter((id) => id.startsWith('role:')).map((id) => id.slice('role:'.length)),
    embeds: message.embeds,
    attachments: message.attachments.map(describeAttachment),
    components: refreshMedia(message.components, message.attachments),
    ...(message.nonce === undefined ? {} : { nonce: message.nonce }),
    ...(message.interaction === undefined ? {} : { webhook_id: application.id, application_id: application.id }),
    ...(message.interaction === undefined
      ? {}
      : { interaction_metadata: describeMetadata(message.interaction, world) }),
    ...describeReference(message, world, referenced),
  }
}

/**
 * A message as the bot gets it over the gateway and by its own token. Without the privileged intent it reads only what it
 * wrote itself, what mentions it, and its direct messages.
 * @see https://discord.com/developers/docs/events/gateway#message-content-intent
 */
export function describeForBot(message: MessageRecord, world: World, messages: Pick<MessageStore, 'find'>): JsonObject {
  const { reference } = message
  const referenced = reference && messages.find(reference.channelId, reference.messageId)
  const described = describeMessage(message, world)
  if (reference !== undefined) {
    described.referenced_message = referenced === undefined ? null : describeReferenced(referenced, world)
  }
  return hideUnreadable(described, message, world)
}

/** It says what it answers itself, without that message. */
function describeReferenced(message: MessageRecord, world: World): JsonObject {
  const { referenced_message, ...described } = describeMessage(message, world)
  return hideUnreadable(described, message, world)
}

function hideUnreadable(described: JsonObject, message: MessageRecord, world: World): JsonObject {
  if (isReadable(message, world)) return described
  return { ...described, content: '', embeds: [], attachments: [], components: [] }
}

function isReadable({ authorId, pings, channelId }: MessageRecord, { application, channels }: World): boolean {
  const isDirect = channels.get(channelId)?.type === channelTypes.direct
  return isDirect || authorId === application.id || pings.includes(application.id)
}

/** The thread that a message starts has the id of the message. */
function isThreadStarter({ id }: MessageRecord, { channels }: World): boolean {
  return channels.get(id)?.isDeleted === false
}

function typeOf(message: MessageRecord): number {
  if (message.reference !== undefined) return messageTypes.reply
  const { interaction } = message
  if (interaction === undefined) return messageTypes.ordinary
  const command = interaction.opener ?? interaction
  const isFromMenu = command.targetId !== undefined || command.targetUserId !== undefined
  return isFromMenu ? messageTypes.contextMenuCommand : messageTypes.chatInputCommand
}

/** A person or the bot; nothing for an id that is neither's. */
function describeAnybody(id: string, world: World): JsonObject[] {
  const person = world.users.get(id)
  if (person !== undefined) return [describeUser(person)]
  return id === world.application.id ? [describeBot(world.application)] : []
}

function describeReference(message: MessageRecord, world: World, referenced?: MessageRecord): JsonObject {
  if (message.reference === undefined) return {}
  const channel = world.channels.get(message.reference.channelId)
  const isGuild = channel?.type !== channelTypes.direct && channel?.guild !== undefined
  return {
    message_reference: {
      type: 0,
      channel_id: message.reference.channelId,
      message_id: message.reference.messageId,
      ...(isGuild ? { guild_id: channel.guild?.id } : {}),
    },
    referenced_message: referenced === undefined ? null : describeMessage(referenced, world),
  }
}

/** Where an answer to an interaction comes from. @see https://discord.com/developers/docs/resources/message#message-interaction-metadata-object */
function describeMetadata(interaction: MessageInteraction, world: World): JsonObject {
  const { id, type, owners, sourceId, targetId, targetUserId, opener } = interaction
  const user = world.users.get(interaction.userId)
  const common = {
    id,
    type,
    ...(user === undefined ? {} : { user: describeUser(user) }),
    authorizing_integration_owners: owners,
  }
  if (opener !== undefined) return { ...common, triggering_interaction_metadata: describeMetadata(opener, world) }
  return {
    ...common,
    ...(sourceId === undefined ? {} : { interacted_message_id: sourceId }),
    ...(targetId === undefined ? {} : { target_message_id: targetId }),
    ...(targetUserId === undefined ? {} : { target_user: describeAnybody(targetUserId, world)[0] }),
  }
}
