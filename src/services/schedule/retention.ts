import { type Clock, days, hours, seconds } from '../../domain/clock.ts'
import type { Archive } from '../../domain/contracts/archive.ts'
import type { CollectionDefinition, Store, Versioned } from '../../domain/contracts/store.ts'
import type { Log } from '../../log.ts'
import type { TaskHandler } from './schedule.ts'

interface Aging {
  readonly definition: CollectionDefinition<Versioned>
  readonly field: string
  readonly keptFor: number
}

interface RetentionDependencies {
  readonly archive: Pick<Archive, 'forget'>
  readonly store: Pick<Store, 'collection'>
  /** What goes when this indexed field, a time, is so many milliseconds ago. */
  readonly aging: readonly Aging[]
  /** Deletes files past their time. */
  readonly media: { sweep(): Promise<unknown> }
  /** How long prompts and ids of finished generations are kept, in milliseconds. */
  readonly recordRetention: number
  readonly clock: Pick<Clock, 'now'>
  readonly log: Log
}

const forgetInterval = days(1)
/** So many at once, so that nobody who types a command meanwhile waits for it. */
const mostForgotten = 100
const forgetPause = seconds(1)
const sweepInterval = hours(1)

/** What is kept for a while and no longer: prompts and ids of what was finished long ago, and files. */
export function createRetention(dependencies: RetentionDependencies) {
  const { archive, store, aging, media, recordRetention, clock, log } = dependencies
  return {
    /** A few, a pause, and on until nothing is left; then every day. */
    async forgetRecords() {
      const count = await archive.forget(clock.now() - recordRetention, mostForgotten)
      if (count > 0) log.info({ count }, 'Prompts and ids were taken out of old records')
      return { kind: 'again', at: clock.now() + (count < mostForgotten ? forgetInterval : forgetPause) }
    },
    /** What servers decided and noted, what people looked at, showed and did not begin. */
    async forgetNotes() {
      let isMore = false
      for (const { definition, field, keptFor } of aging) {
        const collection = await store.collection(definition)
        const count = await collection.deleteRange({ field, to: clock.now() - keptFor, limit: mostForgotten })
        isMore ||= count === mostForgotten
      }
      return { kind: 'again', at: clock.now() + (isMore ? forgetPause : forgetInterval) }
    },
    async sweepMedia() {
      await media.sweep()
      return { kind: 'again', at: clock.now() + sweepInterval }
    },
  } satisfies Record<string, TaskHandler>
}
