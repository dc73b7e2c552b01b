import type { Clock } from '../../domain/clock.ts'
import type { ChannelPosts } from '../../domain/contracts/delivery.ts'
import { type ShownCopies, type ShownCopy, shownCopy } from '../../domain/contracts/history.ts'
import type { CollectionDefinition, Store } from '../../domain/contracts/store.ts'
import { planNextRemoval, type RemovalOutcome, removalTime } from '../../domain/removal.ts'
import type { Log } from '../../log.ts'

export const copyRecords: CollectionDefinition<ShownCopy> = {
  name: 'shown_copies',
  schema: shownCopy,
  indexed: ['generationId', 'userId', 'at'],
  ofPerson: { field: 'userId' },
}

interface CopyDependencies {
  readonly store: Pick<Store, 'collection'>
  readonly posts: Pick<ChannelPosts, 'remove'>
  /** Saves that `removeRest` is to be called with this id at that time. Throws StoreFailure. */
  readonly planRemoval: (messageId: string, at: number) => Promise<void>
  readonly clock: Pick<Clock, 'now'>
  readonly log: Log
}

interface CopiesService extends ShownCopies {
  /** Tries once more to delete the message, as a scheduled task. Harmless where it is gone. */
  removeRest(messageId: string): Promise<RemovalOutcome>
}

const mostOfVideo = 200

/** Copies in servers. One in a direct conversation is its owner's own business. */
export async function createCopies({
  store,
  posts,
  planRemoval,
  clock,
  log,
}: CopyDependencies): Promise<CopiesService> {
  const copies = await store.collection(copyRecords)

  /** Where the bot is no member, or may not look, it may again; until then whoever sees the message has to delete it. */
  async function isRemoved({ id, channelId }: ShownCopy): Promise<boolean> {
    try {
      await posts.remove(channelId, id)
    } catch (error) {
      log.warn({ error, channelId }, 'A copy of a video could not be deleted yet')
      return false
    }
    await copies.delete(id)
    return true
  }

  async function removeRest(messageId: string): Promise<RemovalOutcome> {
    const copy = await copies.get(messageId)
    if (copy === undefined || (await isRemoved(copy))) return { kind: 'done' }
    const now = clock.now()
    const next = planNextRemoval(copy.removedAt ?? now, now)
    if (next.kind === 'done') await copies.delete(messageId)
    return next
  }

  /** Before anything is tried: whatever ends the process, or stands in the way at Discord, the message goes later. */
  async function begin(copy: ShownCopy): Promise<void> {
    const now = clock.now()
    if (copy.removedAt === undefined) await copies.put(copy.id, { ...copy, removedAt: now })
    await planRemoval(copy.id, now + removalTime)
    if (copy.removedAt !== undefined) return
    void removeRest(copy.id).catch((error: unknown) =>
      log.warn({ error, channelId: copy.channelId }, 'A copy of a video is deleted later'),
    )
  }

  return {
    save: (copy) => copies.put(copy.id, { ...copy, version: 0, at: clock.now() }),
    find: (messageId) => copies.get(messageId),
    async takeAway(generationId) {
      const found = await copies.find({
        field: 'generationId',
        from: generationId,
        to: generationId,
        limit: mostOfVideo,
      })
      for (const copy of found) await begin(copy)
    },
    async takeAwayOne(messageId) {
      const copy = await copies.get(messageId)
      if (copy !== undefined) await begin(copy)
    },
    removeRest,
  }
}
