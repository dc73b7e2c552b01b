import type { JsonObject } from '../json.ts'
import type { MessageStore } from '../messages/createMessageStore.ts'
import { describeForBot } from '../messages/describeMessage.ts'
import type { MessageRecord, SandboxMessage } from '../messages/messageRecord.ts'
import type { SandboxEmitter } from '../sandboxEvents.ts'
import { describeMember } from '../world/describeWorld.ts'
import { isInSight, type World } from '../world/world.ts'
import { type Gateway, intents } from './createGateway.ts'

/**
 * Tells the bot of messages that come, change and go, where it is and as far as its intents ask for it.
 * @see https://discord.com/developers/docs/events/gateway-events#messages
 */
export function announceMessages(dependencies: {
  emitter: Pick<SandboxEmitter, 'listen'>
  gateway: Pick<Gateway, 'dispatch'>
  world: World
  messages: Pick<MessageStore, 'find'>
}): void {
  const { emitter, gateway, world, messages } = dependencies

  function describe(message: MessageRecord): JsonObject {
    const channel = world.channels.get(message.channelId)
    const described = { ...describeForBot(message, world, messages), channel_type: channel?.type }
    // What only one person sees reaches the bot like a direct message.
    if (channel?.guild === undefined || message.ephemeralFor !== undefined) return described
    const { id, joinedAt, rolesOf } = channel.guild
    return { ...described, guild_id: id, member: describeMember(joinedAt, rolesOf.get(message.authorId)) }
  }

  function tell(type: string, { channelId, ephemeralFor }: SandboxMessage, data: JsonObject): void {
    const channel = world.channels.get(channelId)
    if (channel === undefined || !isInSight(channel)) return
    const isDirect = channel.guild === undefined || ephemeralFor !== undefined
    const guildId = isDirect ? undefined : channel.guild?.id
    gateway.dispatch(type, data, { guildId, intents: isDirect ? intents.directMessages : intents.guildMessages })
  }

  emitter.listen((event) => {
    if (!('message' in event)) return
    const { id, channelId } = event.message
    const message = messages.find(channelId, id)
    if (message !== undefined) {
      tell(event.kind === 'messageCreated' ? 'MESSAGE_CREATE' : 'MESSAGE_UPDATE', message, describe(message))
      return
    }
    const guild = world.channels.get(channelId)?.guild
    tell('MESSAGE_DELETE', event.message, { id, channel_id: channelId, ...(guild && { guild_id: guild.id }) })
  })
}
