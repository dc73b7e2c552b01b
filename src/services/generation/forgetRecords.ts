import { type Clock, days, seconds } from '../../domain/clock.ts'
import type { Store } from '../../domain/contracts/store.ts'
import type { Timers } from '../../lib/timers.ts'
import type { Log } from '../../log.ts'

const interval = days(1)
/** So many at once, so that nobody who types a command meanwhile waits for it. */
const most = 100
const pause = seconds(1)

interface Needs {
  readonly store: Pick<Store, 'archive'>
  /** How long prompts and ids of finished generations are kept, in milliseconds. */
  readonly recordRetention: number
  readonly clock: Pick<Clock, 'now'>
  readonly timers: Pick<Timers, 'after'>
  readonly log: Log
  readonly isStopping: () => boolean
}

/** Takes prompts and ids out of what was finished long ago, now and every day: a few, a pause, and on until nothing is left. */
export async function forgetRecords(needs: Needs): Promise<void> {
  const { store, recordRetention, clock, timers, log } = needs
  if (store.archive === undefined) return
  let count = 0
  try {
    count = await store.archive.forget(clock.now() - recordRetention, most)
    if (count > 0) log.info({ count }, 'Prompts and ids were taken out of old records')
  } catch (error) {
    if (needs.isStopping()) return
    log.error({ error }, 'Prompts and ids could not be taken out of old records, which is tried again tomorrow')
  }
  timers.after(count < most ? interval : pause, () => void forgetRecords(needs))
}
