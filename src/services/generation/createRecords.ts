import { seconds } from '../../domain/clock.ts'
import type { Limits } from '../../domain/contracts/limits.ts'
import { StaleVersion, type Store, StoreFailure } from '../../domain/contracts/store.ts'
import { type Generation, isFinal } from '../../domain/generation.ts'
import { computeBackOff } from '../../lib/backOff.ts'
import { createKeyQueue } from '../../lib/concurrency.ts'
import type { Timers } from '../../lib/timers.ts'
import type { Log } from '../../log.ts'
import { type Book, createBook } from './createBook.ts'

/** The service has stopped; nothing is saved any more. */
export class Stopped extends Error {
  constructor() {
    super('The generation service has stopped')
    this.name = 'Stopped'
  }
}

/** The generation is closed, or was never known. */
export class NotOpen extends Error {
  constructor(id: string) {
    super(`The generation ${id} is not open`)
    this.name = 'NotOpen'
  }
}

/** The next version of a record, or nothing where the record is not (or no longer) as the change expects it. */
export type Change = (current: Generation) => Generation | undefined

/** The only way to the store: changes of one generation one after another, each on the record as it was last saved. */
export interface Records {
  readonly book: Pick<Book, 'get' | 'all' | 'ofUser' | 'waiting' | 'holders'>
  /** Takes a record into the book that stands in the store already. */
  take(stored: Generation): void
  /** Saves a new generation. */
  add(generation: Generation): Promise<void>
  /**
   * Saves what the change makes of the record and returns the record as it now stands, changed or not. Throws where the store
   * fails, NotOpen, or Stopped.
   */
  save(id: string, change: Change): Promise<Generation>
  /** Like `save`, but tries until the store takes it. For facts that are so, whether they are saved or not. */
  saveSurely(id: string, change: Change): Promise<Generation>
  /** Moves a generation with nothing left to do from the open ones to the finished ones. Tries until the store takes it. */
  close(id: string, change: Change): Promise<void>
  /** An open or a closed generation. */
  find(id: string): Promise<Generation | undefined>
  /** Refuses all writes from now on. */
  refuseWrites(): void
  /** Resolves when the writes that have begun are through. */
  idle(): Promise<void>
}

export interface RecordsDependencies {
  readonly store: Pick<Store, 'openGenerations' | 'finishedGenerations'>
  readonly limits: Pick<Limits, 'observe'>
  readonly timers: Pick<Timers, 'sleep'>
  readonly fraction: () => number
  readonly log: Log
  /** Called when a generation is saved, or found, at its end. */
  readonly onEnded: (id: string) => void
  /** Called when a generation leaves the book. */
  readonly onClosed: (id: string) => void
  /** Called when the store held another record than the book. */
  readonly onSurprise: (id: string) => void
}

const backOff = { first: seconds(1), longest: seconds(30) }

/** How often a change is tried on a newer record before the store is taken for broken. */
const staleAttempts = 3

export function createRecords({ store, limits, timers, fraction, log, ...react }: RecordsDependencies): Records {
  const book = createBook()
  const queue = createKeyQueue()
  let isStopped = false

  function take(saved: Generation): void {
    book.keep(saved)
    limits.observe(saved)
    if (isFinal(saved)) react.onEnded(saved.id)
  }

  function read(id: string): Generation {
    if (isStopped) throw new Stopped()
    const current = book.get(id)
    if (current === undefined) throw new NotOpen(id)
    return current
  }

  /** A write that was reported as failed may have arrived: then ours is stale, and what stands in the store counts. */
  async function reload(id: string): Promise<void> {
    const stored = await store.openGenerations.get(id)
    if (stored === undefined) throw new NotOpen(id)
    take(stored)
    react.onSurprise(id)
  }

  async function saveInTurn(id: string, change: Change): Promise<Generation> {
    for (let attempt = 1; attempt <= staleAttempts; attempt += 1) {
      const current = read(id)
      const next = change(current)
      if (next === undefined) return current
      try {
        const saved = await store.openGenerations.update(id, next)
        take(saved)
        return saved
      } catch (error) {
        if (!(error instanceof StaleVersion)) throw error
        await reload(id)
      }
    }
    throw new StoreFailure(`The record ${id} keeps changing`)
  }

  async function closeInTurn(id: string, change: Change): Promise<void> {
    const next = change(read(id))
    if (next === undefined) return
    // Nobody answers in its place any more: the secret goes with the last reason to keep it.
    const closed = { ...next, version: next.version + 1, origin: { ...next.origin, token: '' } }
    // Finished first: after a crash in between it stands in both, and the finished one counts.
    await store.finishedGenerations.put(id, closed)
    await store.openGenerations.delete(id)
    limits.observe(closed)
    book.drop(id)
    react.onEnded(id)
    react.onClosed(id)
  }

  async function insist<T>(id: string, attempt: () => Promise<T>): Promise<T> {
    for (let failures = 1; ; failures += 1) {
      try {
        return await attempt()
      } catch (error) {
        // Trying again mends a store, not a record that must not be written.
        if (!(error instanceof StoreFailure)) throw error
        log.error({ error, generationId: id, failures }, 'A generation could not be saved and is tried again')
        await timers.sleep(computeBackOff(backOff, failures, fraction()))
      }
    }
  }

  const save: Records['save'] = (id, change) => queue.run(id, () => saveInTurn(id, change))

  return {
    book,
    take,
    add: (generation) =>
      queue.run(generation.id, async () => {
        if (isStopped) throw new Stopped()
        await store.openGenerations.put(generation.id, generation)
        take(generation)
      }),
    save,
    saveSurely: (id, change) => insist(id, () => save(id, change)),
    close: (id, change) => insist(id, () => queue.run(id, () => closeInTurn(id, change))),
    async find(id) {
      const found = book.get(id) ?? (await store.finishedGenerations.get(id))
      return found?.forgottenAt === undefined ? found : undefined
    },
    refuseWrites() {
      isStopped = true
    },
    idle: queue.idle,
  }
}
