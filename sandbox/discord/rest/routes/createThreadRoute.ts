import { CreateTextThreadWithMessageRequestSchema } from 'discord-api-spec/zod'
import { apiErrors, invalidFormBody } from '../../apiError.ts'
import { channelTypes, permissions } from '../../flags.ts'
import { isObject, textIn } from '../../json.ts'
import type { MessageStore } from '../../messages/createMessageStore.ts'
import { checkSpecification } from '../../validation/checkSpecification.ts'
import { describeChannel } from '../../world/describeWorld.ts'
import { assertPermission, type ChannelRecord, findVisibleChannel, type World } from '../../world/world.ts'
import { param, type Route } from '../route.ts'

/** In these a message can start a thread. */
const startingTypes: readonly number[] = [channelTypes.text, channelTypes.announcement]

/** @see https://docs.discord.com/developers/resources/channel#start-thread-from-message */
export function createThreadRoute(dependencies: {
  world: World
  messages: Pick<MessageStore, 'find'>
  startThread: (channel: ChannelRecord, thread: { readonly name: string; readonly id: string }) => ChannelRecord
}): Route {
  const { world, messages, startThread } = dependencies
  return {
    method: 'POST',
    path: '/channels/:channel/messages/:message/threads',
    access: 'bot',
    limit: 'startThread',
    handle(call) {
      const channel = findVisibleChannel(world, param(call, 'channel'))
      if (!startingTypes.includes(channel.type)) throw apiErrors.wrongChannelType()
      assertPermission(channel, permissions.createPublicThreads, apiErrors.missingPermissions)
      const message = messages.find(channel.id, param(call, 'message'))
      if (message === undefined || message.ephemeralFor !== undefined) throw apiErrors.unknownMessage()
      const errors = checkSpecification(CreateTextThreadWithMessageRequestSchema, call.body)
      if (errors.length > 0) throw invalidFormBody(errors)
      // One that was deleted keeps its id: Discord starts no second thread from the message.
      if (world.channels.has(message.id)) throw apiErrors.threadExists()
      const name = textIn(isObject(call.body) ? call.body.name : undefined)
      return { status: 201, body: describeChannel(startThread(channel, { name, id: message.id }), world.application) }
    },
  }
}
