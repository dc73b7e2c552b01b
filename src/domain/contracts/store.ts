import type { Generation } from '../generation.ts'
import type { Setting } from '../settings.ts'

/** A record that counts its saves. */
export interface Versioned {
  readonly version: number
}

/** The record was changed by someone else since it was read. */
export class StaleVersion extends Error {
  constructor(key: string) {
    super(`The record ${key} was changed in the meantime`)
    this.name = 'StaleVersion'
  }
}

/** The store could not be read or written. Paid work is refused while this lasts. */
export class StoreFailure extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StoreFailure'
  }
}

/** The record could not be read again, and was not written: a defect of ours, which trying again does not mend. */
export class UnfitRecord extends Error {
  constructor(key: string, problem: string) {
    super(`The record ${key} cannot be written: ${problem}`)
    this.name = 'UnfitRecord'
  }
}

/** Another process holds the store. */
export class LeaseHeld extends Error {
  constructor(name: string) {
    super(`Another process holds the lease ${name}`)
    this.name = 'LeaseHeld'
  }
}

/**
 * Records of one kind, parsed on read and before they are written. Fields that a newer version of the bot has added are kept.
 * All methods throw StoreFailure when the store fails or does not answer in time.
 */
export interface Collection<T extends Versioned> {
  get(key: string): Promise<T | undefined>
  /** Writes a new or known record as it is, whatever stands there. Throws UnfitRecord. */
  put(key: string, record: T): Promise<void>
  /**
   * Saves `next` with the version counted up, and returns what was saved. Throws StaleVersion unless the stored record
   * still has `next.version`, and UnfitRecord.
   */
  update(key: string, next: T): Promise<T>
  delete(key: string): Promise<void>
  /**
   * Every readable record. One that cannot be parsed is set aside and reported, and the reading goes on. Those set aside earlier
   * are tried once more.
   */
  all(): Promise<T[]>
}

export interface Lease {
  /** Counts the holders; a later holder has a higher number. */
  readonly fencing: number
  /** False from the moment the lease may have passed to another process. */
  isHeld(): boolean
  /** Calls the listener once when it shows that another process has taken the lease. */
  onLost(listener: () => void): void
  release(): Promise<void>
}

/** What concerns records that nobody works with any more. */
export interface Archive {
  /** What can still be read of the generations that were set aside, for budgets, claims and kept files alone. */
  remains(): Promise<Generation[]>
  /**
   * Takes prompts and ids out of records that were finished before this moment, and deletes what was set aside before it, in one
   * commit of so many records at the most. Returns how many there were.
   */
  forget(before: number, most: number): Promise<number>
}

export interface Store {
  /** Generations with something left to do: not final, or not delivered. */
  readonly openGenerations: Collection<Generation>
  /** Generations with nothing left to do. */
  readonly finishedGenerations: Collection<Generation>
  readonly settings: Collection<Setting>
  /** Absent where no record outlives the process. */
  readonly archive?: Archive
  /** Takes the lease and keeps it with a heartbeat. Throws LeaseHeld while another process holds it. */
  lease(name: string, milliseconds: number): Promise<Lease>
  close(): Promise<void>
}
