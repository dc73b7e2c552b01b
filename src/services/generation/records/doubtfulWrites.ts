import { minutes } from '../../../domain/clock.ts'
import { type GenerationCollection, StoreFailure } from '../../../domain/contracts/store.ts'
import type { Timers } from '../../../lib/timers.ts'
import type { Log } from '../../../log.ts'

/** New generations whose write was reported as failed and may have arrived, until they are certainly gone. */
interface DoubtfulWrites {
  /** It would hold caps and money until the next start: removed in the background. */
  add(id: string): void
  has(id: string): boolean
  /** Removes it now. What stays behind ends at the next start, unsent. Throws where the store fails. */
  discard(id: string): Promise<void>
}

interface DoubtfulWritesDependencies {
  readonly generations: Pick<GenerationCollection, 'delete'>
  readonly clock: Pick<Timers, 'sleep'>
  readonly isStopped: () => boolean
  readonly log: Log
}

const interval = minutes(1)

export function createDoubtfulWrites(dependencies: DoubtfulWritesDependencies): DoubtfulWrites {
  const { generations, clock, isStopped, log } = dependencies
  const doubtful = new Set<string>()

  async function discard(id: string): Promise<void> {
    await generations.delete(id)
    doubtful.delete(id)
  }

  async function discardInTime(id: string): Promise<void> {
    while (!isStopped() && doubtful.has(id)) {
      await discard(id).catch((error: unknown) => {
        log.warn({ error, generationId: id }, 'A refused generation may stand in the store and is removed later')
        if (!(error instanceof StoreFailure)) doubtful.delete(id)
      })
      if (doubtful.has(id)) await clock.sleep(interval)
    }
  }

  return {
    add(id) {
      doubtful.add(id)
      void discardInTime(id)
    },
    has: (id) => doubtful.has(id),
    discard,
  }
}
