import type { Clock } from '../../domain/clock.ts'
import { StoreFailure } from '../../domain/contracts/store.ts'

/**
 * How long SQLite itself waits for another process that writes, in milliseconds, once the bot serves. Short, since a thread of
 * the pool and the whole connection stand still meanwhile; afterwards the statement is begun again.
 */
export const busyTimeout = 250

/** After so many milliseconds nothing is begun any more for a call: what was given up must not happen later. */
const lastBegin = 1_500
/** What has begun by then may take so much longer. Then its outcome is unknown: a disk may hang for minutes. */
const lastWord = 500

/** How often a statement is begun while the database is locked. */
export const mostTries = lastBegin / busyTimeout

/** Whether it is too late to begin anything for this call. */
export type IsOver = () => boolean

export function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY'
}

export function createTooLate(): StoreFailure {
  return new StoreFailure('The store did not answer in time')
}

/** Begins a statement again that found the database locked by another process. Throws what the driver throws. */
export async function insist<T>(statement: () => Promise<T>, isOver: IsOver = () => false): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await statement()
    } catch (error) {
      if (!isBusy(error) || tries >= mostTries || isOver()) throw error
    }
  }
}

/**
 * Gives each call one deadline from the moment it is made, whatever it waits for: its turn, the lease, a lock, the disk. A
 * person who types a command is refused within the three seconds that Discord gives, also as the fiftieth of a crowd.
 *
 * The second timer is set when the first one ends, so that a process that stood still for seconds hears first of what has come
 * about meanwhile.
 */
export function createPatience(clock: Clock) {
  return async function limit<T>(work: (isOver: IsOver) => Promise<T>): Promise<T> {
    let isLate = false
    let cancel = () => {}
    const tooLate = new Promise<never>((_resolve, reject) => {
      cancel = clock.after(lastBegin, () => {
        isLate = true
        cancel = clock.after(lastWord, () => reject(createTooLate()))
      })
    })
    try {
      return await Promise.race([work(() => isLate), tooLate])
    } finally {
      cancel()
    }
  }
}

export type Limit = ReturnType<typeof createPatience>
