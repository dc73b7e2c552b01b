import { DiscordAPIError, type REST, RESTJSONErrorCodes, Routes } from 'discord.js'
import { z } from 'zod'
import type { ChannelPosts, ThreadStart } from '../../domain/contracts/delivery.ts'
import { classifyError, expectMessage, expectNothing } from './rest.ts'

const channel = z.looseObject({ guild_id: z.string().optional() })
const message = z.looseObject({ id: z.string() })

/** Discord closes a thread that nobody wrote in for so long, in minutes; whoever writes there opens it again. */
const quietFor = 4_320

/** Why no thread was started; throws the error where it does not say. */
function readThreadRefusal(error: unknown): ThreadStart {
  const code = error instanceof DiscordAPIError ? error.code : undefined
  if (code === RESTJSONErrorCodes.ThreadAlreadyCreatedForMessage) return 'exists'
  if (code === RESTJSONErrorCodes.MaximumActiveThreads) return 'tooMany'
  const problem = classifyError(error, 'channel')
  if (problem === 'messageGone') return problem
  if (problem === 'noAccess' || problem === 'refused') return 'forbidden'
  throw error
}

/** @see https://docs.discord.com/developers/resources/message#create-message */
export function createChannelPosts(rest: Pick<REST, 'get' | 'post' | 'delete'>): ChannelPosts {
  return {
    findServer: async (channelId) => channel.parse(await rest.get(Routes.channel(channelId))).guild_id,
    async post(channelId, view, nonce) {
      const body = { ...view.body, nonce, enforce_nonce: true }
      const posted = message.parse(expectMessage(await rest.post(Routes.channelMessages(channelId), { body })))
      return { messageId: posted.id }
    },
    async tell(userId, view, nonce) {
      const { id } = message.parse(await rest.post(Routes.userChannels(), { body: { recipient_id: userId } }))
      const body = { ...view.body, nonce, enforce_nonce: true }
      expectMessage(await rest.post(Routes.channelMessages(id), { body }))
    },
    async startThread(channelId, messageId, name) {
      const body = { name, auto_archive_duration: quietFor }
      try {
        expectMessage(await rest.post(Routes.threads(channelId, messageId), { body }))
        return 'started'
      } catch (error) {
        return readThreadRefusal(error)
      }
    },
    async remove(channelId, messageId) {
      try {
        expectNothing(await rest.delete(Routes.channelMessage(channelId, messageId)))
      } catch (error) {
        const isGone = error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.UnknownMessage
        if (!isGone) throw error
      }
    },
  }
}
