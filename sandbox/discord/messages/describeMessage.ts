import type { SandboxAttachment } from '../cdn/fileStore.ts'
import { channelTypes } from '../flags.ts'
import type { JsonObject } from '../json.ts'
import { describeBot, describeUser } from '../world/describeWorld.ts'
import type { World } from '../world/world.ts'
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
    author: describeAuthor(message, world),
    timestamp: new Date(message.createdAt).toISOString(),
    edited_timestamp: message.editedAt === undefined ? null : new Date(message.editedAt).toISOString(),
    tts: false,
    pinned: false,
    flags: message.flags,
    mention_everyone: message.pings.includes('everyone'),
    mentions: message.pings.flatMap((id) => {
      const user = world.users.get(id)
      return user === undefined ? [] : [describeUser(user)]
    }),
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

function typeOf(message: MessageRecord): number {
  if (message.reference !== undefined) return messageTypes.reply
  const { interaction } = message
  if (interaction === undefined) return messageTypes.ordinary
  const command = interaction.opener ?? interaction
  return command.targetId === undefined ? messageTypes.chatInputCommand : messageTypes.contextMenuCommand
}

function describeAuthor(message: MessageRecord, world: World): JsonObject {
  const person = world.users.get(message.authorId)
  return person === undefined ? describeBot(world.application) : describeUser(person)
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
  const { id, type, owners, sourceId, targetId, opener } = interaction
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
  }
}
