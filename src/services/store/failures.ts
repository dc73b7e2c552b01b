import type { Clock } from '../../domain/clock.ts'
import { LeaseHeld, StaleVersion, StoreFailure, UnfitRecord } from '../../domain/contracts/store.ts'

/** @see https://www.sqlite.org/rescode.html */
const reasons: Readonly<Record<string, string>> = {
  SQLITE_BUSY: 'another process is writing to the database',
  SQLITE_CANTOPEN: 'the database file cannot be opened, or may not be written',
  SQLITE_CORRUPT: 'the database file is damaged',
  SQLITE_FULL: 'the disk is full',
  SQLITE_IOERR: 'the disk does not answer as it should',
  SQLITE_NOTADB: 'the file is not a database',
  SQLITE_READONLY: 'the database file may only be read',
  EACCES: 'its folder may not be written',
  EEXIST: 'its folder is a file',
  ENOENT: 'its folder cannot be made',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'its folder is a file',
  EROFS: 'its folder may only be read',
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : '')

/** Another process has locked the database. */
export const isBusy = (error: unknown): boolean => codeOf(error) === 'SQLITE_BUSY'

/** The database works and does not take this: it will not take it later either. */
export const isRefusal = (error: unknown): boolean => ['SQLITE_CONSTRAINT', 'SQLITE_MISMATCH'].includes(codeOf(error))

function findReason(error: unknown): string {
  return error instanceof Error ? (reasons[codeOf(error)] ?? error.message) : String(error)
}

/**
 * Whatever a driver threw, in the words of the contract: `The store cannot be written: the disk is full`. What the database refuses
 * is a defect of the record and no outage.
 */
export function toStoreFailure(
  verb: 'opened' | 'read' | 'written' | 'closed',
  error: unknown,
  key = 'of this write',
): Error {
  const isOurs = [StoreFailure, StaleVersion, LeaseHeld, UnfitRecord].some((kind) => error instanceof kind)
  if (isOurs && error instanceof Error) return error
  if (isRefusal(error)) return new UnfitRecord(key, findReason(error), { cause: error })
  return new StoreFailure(`The store cannot be ${verb}: ${findReason(error)}`, { cause: error })
}

/** Another process has the store now: nothing may be written here any more. */
export function createLeaseLost(name: string): StoreFailure {
  return new StoreFailure(`The store cannot be written: the lease ${name} is not ours any more`)
}

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
