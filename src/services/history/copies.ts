import type { Clock } from '../../domain/clock.ts'
import type { ChannelPosts } from '../../domain/contracts/delivery.ts'
import { type ShownCopies, type ShownCopy, shownCopy } from '../../domain/contracts/history.ts'
import type { CollectionDefinition, Store } from '../../domain/contracts/store.ts'
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
  /** As long as the videos themselves are known, in milliseconds. */
  readonly keptFor: number
  readonly clock: Pick<Clock, 'now'>
  readonly log: Log
}

const mostOfVideo = 200
/** More than are saved at once, so that old ones get fewer. */
const mostForgottenAtOnce = 5

/** Copies in servers. One in a direct conversation is its owner's own business. */
export async function createCopies({ store, posts, keptFor, clock, log }: CopyDependencies): Promise<ShownCopies> {
  const copies = await store.collection(copyRecords)

  /** Where the bot is no member, or may not look, whoever sees the message has to delete it. */
  async function remove({ id, channelId }: ShownCopy): Promise<void> {
    await posts
      .remove(channelId, id)
      .catch((error: unknown) => log.warn({ error, channelId }, 'A copy of a video could not be deleted'))
    await copies.delete(id)
  }

  return {
    async save(copy) {
      const at = clock.now()
      await copies.put(copy.id, { ...copy, version: 0, at })
      const old = await copies.find({ field: 'at', to: at - keptFor, limit: mostForgottenAtOnce })
      for (const { id } of old) await copies.delete(id)
    },
    find: (messageId) => copies.get(messageId),
    async takeAway(generationId) {
      const found = await copies.find({
        field: 'generationId',
        from: generationId,
        to: generationId,
        limit: mostOfVideo,
      })
      for (const copy of found) await remove(copy)
    },
    async takeAwayOne(messageId) {
      const copy = await copies.get(messageId)
      if (copy !== undefined) await remove(copy)
    },
  }
}
