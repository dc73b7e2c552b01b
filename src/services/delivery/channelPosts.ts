import { DiscordAPIError, type REST, RESTJSONErrorCodes, Routes } from 'discord.js'
import { z } from 'zod'
import type { ChannelPosts } from '../../domain/contracts/delivery.ts'
import { expectMessage, expectNothing } from './rest.ts'

const channel = z.looseObject({ guild_id: z.string().optional() })
const message = z.looseObject({ id: z.string() })

/** @see https://docs.discord.com/developers/resources/message#create-message */
export function createChannelPosts(rest: Pick<REST, 'get' | 'post' | 'delete'>): ChannelPosts {
  return {
    findServer: async (channelId) => channel.parse(await rest.get(Routes.channel(channelId))).guild_id,
    async post(channelId, view, nonce) {
      const body = { ...view.body, nonce, enforce_nonce: true }
      const posted = message.parse(expectMessage(await rest.post(Routes.channelMessages(channelId), { body })))
      return { messageId: posted.id }
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
