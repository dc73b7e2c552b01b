import { messageFlags, permissions } from '../flags.ts'
import { numberIn, objectsIn, textIn } from '../json.ts'
import type { MessageInput, MessageStore } from '../messages/createMessageStore.ts'
import { findPings, readText } from '../messages/findPings.ts'
import type { MessageInteraction, MessageRecord, MessageReference } from '../messages/messageRecord.ts'
import { may, type World } from '../world/world.ts'
import type { InteractionRecord } from './createInteractions.ts'

/** Posts a new message in answer to an interaction: the response itself, or a follow-up to it. */
export function postResponse(
  interaction: InteractionRecord,
  input: MessageInput,
  situation: { world: World; messages: MessageStore; isLoading?: boolean; reference?: MessageReference },
): Promise<MessageRecord> {
  const { world, messages, isLoading = false } = situation
  const { channel, user, source } = interaction
  const isEphemeral = (numberIn(input.body.flags) & messageFlags.ephemeral) !== 0 || interaction.forcesEphemeral
  const text = readText(textIn(input.body.content), objectsIn(input.body.components))
  const pings = findPings(input.body, text, {
    fallback: 'users',
    mayMentionEveryone: may(channel, permissions.mentionEveryone),
    repliedTo: undefined,
    isKnownUser: (id) => world.users.has(id),
  })
  const toSource = source === undefined ? undefined : { channelId: source.channelId, messageId: source.id }
  return messages.create({
    ...input,
    channel,
    authorId: world.application.id,
    // Nobody else sees an ephemeral message, so that nobody else is notified.
    pings: isEphemeral ? pings.filter((id) => id === user.id) : pings,
    isLoading,
    ephemeralFor: isEphemeral ? user.id : undefined,
    interaction: summarize(interaction),
    reference: situation.reference ?? toSource,
  })
}

function summarize({
  id,
  type,
  user,
  owners,
  source,
  target,
  targetUserId,
  opener,
}: InteractionRecord): MessageInteraction {
  return {
    id,
    type,
    userId: user.id,
    owners,
    sourceId: source?.id,
    targetId: target?.id,
    targetUserId,
    opener: opener === undefined ? undefined : summarize(opener),
  }
}
