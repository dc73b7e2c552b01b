import { type Clock, days, minutes } from '../../domain/clock.ts'
import type { ChannelPosts, Delivery } from '../../domain/contracts/delivery.ts'
import type { ShownCopies } from '../../domain/contracts/history.ts'
import type { ServerRules } from '../../domain/contracts/servers.ts'
import { type CollectionDefinition, type Store, StoreFailure } from '../../domain/contracts/store.ts'
import {
  type ThreadPost,
  type Threads,
  threadPost,
  type VideoThread,
  videoThread,
} from '../../domain/contracts/threads.ts'
import { type Generation, isOpenToOthers } from '../../domain/generation.ts'
import { refuseStoreFailure, UserError } from '../../domain/userError.ts'
import { createKeyQueue } from '../../lib/concurrency.ts'
import type { Log } from '../../log.ts'

export const threadRecords: CollectionDefinition<VideoThread> = {
  name: 'video_threads',
  schema: videoThread,
  indexed: ['userId', 'at'],
  ofPerson: { field: 'userId' },
}

export const threadPosts: CollectionDefinition<ThreadPost> = {
  name: 'thread_posts',
  schema: threadPost,
  indexed: ['userId', 'at'],
  ofPerson: { field: 'userId' },
}

interface ThreadsDependencies {
  readonly store: Pick<Store, 'collection'> & { readonly generations: Pick<Store['generations'], 'get'> }
  readonly posts: Pick<ChannelPosts, 'startThread'>
  readonly delivery: Pick<Delivery, 'postCopy' | 'findCopy'>
  readonly copies: Pick<ShownCopies, 'save' | 'takeAway'>
  /** Saves that `settleRest` is to be called with this id at that time. Throws StoreFailure. */
  readonly planSettling: (generationId: string, at: number) => Promise<void>
  /** What servers decided for themselves: a video that is posted counts as one that is made there. */
  readonly rules: ServerRules
  readonly clock: Pick<Clock, 'now'>
  readonly log: Log
}

interface ThreadsService extends Threads {
  /** Looks once more what became of a post, as a scheduled task. Rejects where that is not known yet. */
  settleRest(generationId: string): Promise<{ readonly kind: 'done' }>
}

/** Within it a post stands, or Discord has refused it, unless the process has ended. */
const settledWithin = minutes(6)
/** A message of a busy channel is out of sight by then. */
const lookedForWithin = days(1)

export async function createThreads(dependencies: ThreadsDependencies): Promise<ThreadsService> {
  const { store, posts, delivery, copies, planSettling, rules, clock, log } = dependencies
  const threads = await store.collection(threadRecords)
  const posted = await store.collection(threadPosts)
  const turns = createKeyQueue()
  const sending = new Set<string>()

  /** The thread in which everybody sees it. */
  async function findThread(generation: Generation): Promise<VideoThread | undefined> {
    const { channelId, ageRestricted } = generation.origin
    const isShown = isOpenToOthers(generation) && (generation.result?.notSafeForWork !== true || ageRestricted)
    return isShown ? threads.get(channelId) : undefined
  }

  /** As a copy, so that it goes with its video; at once where that is gone already. */
  async function keep(record: ThreadPost, messageId: string, guildId: string): Promise<void> {
    const { id: generationId, userId, channelId } = record
    await copies.save({ id: messageId, generationId, userId, guildId, channelId })
    await posted.put(generationId, { ...record, messageId })
    const video = await store.generations.get(generationId)
    if (video === undefined || video.deletedAt !== undefined) await copies.takeAway(generationId)
  }

  async function settle(generation: Generation): Promise<void> {
    const { id, origin } = generation
    // Whoever is sending it says how it ended.
    if (sending.has(id)) return
    const present = await posted.get(id)
    if (present === undefined || present.messageId !== undefined || origin.guildId === undefined) return
    const messageId = await delivery.findCopy(generation, present.channelId)
    if (messageId !== undefined) await keep(present, messageId, origin.guildId)
  }

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
    mayPost: (generation) => refuseStoreFailure(async () => (await findThread(generation)) !== undefined),
    post: (generation, asked) =>
      refuseStoreFailure(() =>
        turns.run(generation.id, async () => {
          const { id, request, origin } = generation
          const { userId, guildId } = origin
          const thread = await findThread(generation)
          if (thread === undefined || guildId === undefined) throw new UserError({ code: 'wrongPlace' })
          const { channelId } = thread
          const present = await posted.get(id)
          if (present?.messageId !== undefined) {
            return { kind: 'before', guildId, channelId, messageId: present.messageId } as const
          }
          const { refusal } = await rules.standingOf({ ...asked, channelId }, request.quality)
          if (refusal !== undefined) throw new UserError(refusal)
          const record = { id, version: 0, userId, channelId, at: clock.now() }
          // Before it is sent: whatever ends the process, the next press looks for it first, and so do Delete and the next process.
          await posted.put(id, record)
          await planSettling(id, record.at + settledWithin)
          sending.add(id)
          try {
            const outcome = await delivery.postCopy(generation, channelId, present !== undefined)
            // An earlier one of which nobody knows may stand there all the same.
            const isNowhere = outcome.kind === 'closed' || outcome.kind === 'gone'
            if (isNowhere && present === undefined) await posted.delete(id)
            if (outcome.kind !== 'stands') return { kind: outcome.kind }
            const { messageId } = outcome
            await keep(record, messageId, guildId)
            return { kind: 'posted', guildId, channelId, messageId } as const
          } finally {
            sending.delete(id)
          }
        }),
      ),
    settlePost: settle,
    async settleRest(generationId) {
      const generation = await store.generations.get(generationId)
      const { at = 0 } = (await posted.get(generationId)) ?? {}
      // Its words are gone with a deleted one.
      const isFindable = generation !== undefined && generation.deletedAt === undefined
      if (isFindable && clock.now() - at < lookedForWithin) await settle(generation)
      return { kind: 'done' }
    },
    forget: (threadId) => refuseStoreFailure(() => threads.delete(threadId)),
  }
}
