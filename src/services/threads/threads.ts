import type { Clock } from '../../domain/clock.ts'
import type { ChannelPosts } from '../../domain/contracts/delivery.ts'
import { type CollectionDefinition, type Store, StoreFailure } from '../../domain/contracts/store.ts'
import { type Threads, type VideoThread, videoThread } from '../../domain/contracts/threads.ts'
import { isOpenToOthers } from '../../domain/generation.ts'
import { refuseStoreFailure, UserError } from '../../domain/userError.ts'
import type { Log } from '../../log.ts'

export const threadRecords: CollectionDefinition<VideoThread> = {
  name: 'video_threads',
  schema: videoThread,
  indexed: ['userId', 'at'],
  ofPerson: { field: 'userId' },
}

interface ThreadsDependencies {
  readonly store: Pick<Store, 'collection'> & { readonly generations: Pick<Store['generations'], 'get'> }
  readonly posts: Pick<ChannelPosts, 'startThread'>
  readonly clock: Pick<Clock, 'now'>
  readonly log: Log
}

export async function createThreads({ store, posts, clock, log }: ThreadsDependencies): Promise<Threads> {
  const threads = await store.collection(threadRecords)

  return {
    start: (generation, name) =>
      refuseStoreFailure(async () => {
        const { userId, guildId, channelId, messageId: id } = generation.origin
        if (guildId === undefined || id === undefined || !isOpenToOthers(generation))
          throw new UserError({ code: 'wrongPlace' })
        // Before it stands: one that nobody knows of would be left out of every round.
        await threads.put(id, { id, version: 0, userId, guildId, channelId, at: clock.now() })
        try {
          const outcome = await posts.startThread(channelId, id, name)
          if (outcome !== 'started' && outcome !== 'exists') await threads.delete(id)
          return outcome
        } catch (error) {
          if (error instanceof StoreFailure) throw error
          log.warn({ error, generationId: generation.id }, 'Whether a thread was started is not known')
          return 'unknown'
        }
      }),
    direct: (asked, videoId) =>
      refuseStoreFailure(async () => {
        if (videoId === undefined || asked.ephemeral || !asked.botInGuild) return asked
        const { messageId, channelId } = (await store.generations.get(videoId))?.origin ?? {}
        if (messageId === undefined || channelId !== asked.channelId) return asked
        const thread = await threads.get(messageId)
        if (thread?.channelId !== channelId) return asked
        // The token answers the click, which is made in the channel.
        return { ...asked, channelId: thread.id, parentChannelId: channelId, token: '', isOwnPost: true }
      }),
    forget: (threadId) => refuseStoreFailure(() => threads.delete(threadId)),
  }
}
