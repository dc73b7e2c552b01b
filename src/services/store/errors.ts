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

function findReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error ? String(error.code) : ''
  return reasons[code] ?? error.message
}

/** Whatever a driver threw, in the words of the contract: `The store cannot be written: the disk is full`. */
export function toStoreFailure(verb: 'opened' | 'read' | 'written' | 'closed', error: unknown): Error {
  const isOurs = [StoreFailure, StaleVersion, LeaseHeld, UnfitRecord].some((kind) => error instanceof kind)
  if (isOurs && error instanceof Error) return error
  return new StoreFailure(`The store cannot be ${verb}: ${findReason(error)}`, { cause: error })
}

/** Another process has the store now: nothing may be written here any more. */
export function createLeaseLost(name: string): StoreFailure {
  return new StoreFailure(`The store cannot be written: the lease ${name} is not ours any more`)
}
