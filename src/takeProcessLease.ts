import { type Clock, seconds } from './domain/clock.ts'
import { type Lease, LeaseHeld, type Store } from './domain/contracts/store.ts'
import { sleep } from './lib/timers.ts'
import type { Log } from './log.ts'
import { StartFailure } from './startFailure.ts'

export interface ProcessLease {
  readonly store: Pick<Store, 'lease'>
  readonly clock: Clock
  readonly log: Log
  readonly signal: AbortSignal
}

/** How long a crashed process keeps the next one waiting. */
const length = seconds(15)
const looksAgainAfter = seconds(1)
/** One length to see whether the holder renews its lease, and a little for a machine that is slow. */
const mostLooks = (length + seconds(5)) / looksAgainAfter

/**
 * Takes the store for this process. The lease of a process that was killed runs out within its length; one that is alive
 * renews it. Throws StartFailure. Looks are counted, since the clock may be put while it waits.
 */
export async function takeProcessLease({ store, clock, log, signal }: ProcessLease): Promise<Lease> {
  for (let looks = 0; ; looks += 1) {
    try {
      return await store.lease('process', length)
    } catch (error) {
      if (!(error instanceof LeaseHeld)) throw error
      if (looks === 0)
        log.info({ seconds: length / seconds(1) }, 'Waiting to see whether another process has the store')
      if (looks >= mostLooks) {
        throw new StartFailure('Another process of this bot is running on the same store. Stop it first.')
      }
    }
    await sleep(clock, looksAgainAfter, signal)
  }
}
