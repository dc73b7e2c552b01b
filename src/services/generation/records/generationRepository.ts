import { seconds } from '../../../domain/clock.ts'
import type { Limits } from '../../../domain/contracts/limits.ts'
import { StaleVersion, type Store, StoreFailure } from '../../../domain/contracts/store.ts'
import { type Generation, isFinal } from '../../../domain/generation.ts'
import { computeBackOff } from '../../../lib/backOff.ts'
import { createKeyQueue } from '../../../lib/concurrency.ts'
import type { Timers } from '../../../lib/timers.ts'
import type { Log } from '../../../log.ts'
import { createOpenGenerations, type OpenGenerations } from './openGenerations.ts'

/** The service has stopped; nothing is saved any more. */
export class Stopped extends Error {
  constructor() {
    super('The generation service has stopped')
    this.name = 'Stopped'
  }
}

/** The generation is closed, in quarantine, or was never known. */
export class NotOpen extends Error {
  constructor(id: string, options?: ErrorOptions) {
    super(`The generation ${id} is not open`, options)
    this.name = 'NotOpen'
  }
}

/** The next version of a record, or nothing where the record is not (or no longer) as the change expects it. */
export type Change = (current: Generation) => Generation | undefined

/** The only way to the store: changes of one generation one after another, each on the record as it was last saved. */
export interface GenerationRepository {
  readonly open: OpenGenerations
  /** Those over which this process met a defect, as they were last saved. */
  readonly quarantined: Pick<ReadonlyMap<string, Generation>, 'get' | 'values'>
  /** Takes a record in that stands in the store already. */
  take(stored: Generation): void
  /** Saves a new generation. */
  add(generation: Generation): Promise<void>
  /**
   * Saves what the change makes of the record and returns the record as it now stands, changed or not. Throws where the store
   * fails, NotOpen, or Stopped.
   */
  save(id: string, change: Change): Promise<Generation>
  /**
   * Like `save`, but retries until the store accepts the write. For facts that are so, whether they are saved or not. Anything
   * but a failing store is a defect, which no retry mends: the generation goes into quarantine, and this throws NotOpen.
   */
  saveWithRetry(id: string, change: Change): Promise<Generation>
  /** Saves a generation with nothing left to do and takes it out of the open ones. Retries like `saveWithRetry`. */
  close(id: string, change: Change): Promise<void>
  /**
   * Sets one open generation aside over which this process met a defect, so that it neither repeats for ever nor stops the others. Its
   * record stays as it was last saved: it counts against every budget, and the next start, maybe of a version without the defect,
   * takes it up again. Harmless where it is not open.
   */
  quarantine(id: string, error: unknown): void
  /** An open or a closed generation, and one in quarantine only where it has ended. */
  find(id: string): Promise<Generation | undefined>
  /** Refuses all writes from now on. */
  refuseWrites(): void
  /** Resolves when the writes that have begun are through. */
  idle(): Promise<void>
}

export interface GenerationRepositoryDependencies {
  readonly store: Pick<Store, 'openGenerations' | 'finishedGenerations'>
  readonly limits: Pick<Limits, 'observe'>
  readonly timers: Pick<Timers, 'sleep'>
  readonly fraction: () => number
  readonly log: Log
  /** Called when a generation is saved, or found, at its end. */
  readonly onEnded: (id: string) => void
  /** Called when a generation is not open any more. */
  readonly onClosed: (id: string) => void
  /** Called, after `onClosed`, with the record of a generation that went into quarantine: its owner waits for a word. */
  readonly onQuarantined: (generation: Generation) => void
  /** Called when the store held another record than this process knew. */
  readonly onReloaded: (id: string) => void
}

const backOff = { first: seconds(1), longest: seconds(30) }

/** How often a change is tried on a newer record before the store is taken for broken. */
const staleAttempts = 3

export function createGenerationRepository({
  store,
  limits,
  timers,
  fraction,
  log,
  ...react
}: GenerationRepositoryDependencies): GenerationRepository {
  const open = createOpenGenerations()
  const quarantined = new Map<string, Generation>()
  const queue = createKeyQueue()
  let isStopped = false

  function take(saved: Generation): void {
    open.keep(saved)
    limits.observe(saved)
    if (isFinal(saved)) react.onEnded(saved.id)
  }

  function read(id: string): Generation {
    if (isStopped) throw new Stopped()
    const current = open.get(id)
    if (current === undefined) throw new NotOpen(id)
    return current
  }

  /** A write that was reported as failed may have arrived: then ours is stale, and what stands in the store counts. */
  async function reload(id: string): Promise<void> {
    const stored = await store.openGenerations.get(id)
    if (stored === undefined) throw new NotOpen(id)
    take(stored)
    react.onReloaded(id)
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
    open.drop(id)
    react.onEnded(id)
    react.onClosed(id)
  }

  function quarantine(id: string, error: unknown): void {
    const generation = open.get(id)
    if (generation === undefined) return
    quarantined.set(id, generation)
    open.drop(id)
    log.error(
      { error, generationId: id, state: generation.state, provider: generation.provider },
      'A generation was set aside because of a defect; the next start takes it up again',
    )
    react.onEnded(id)
    react.onClosed(id)
    react.onQuarantined(generation)
  }

  async function retry<T>(id: string, attempt: () => Promise<T>): Promise<T> {
    for (let failures = 1; ; failures += 1) {
      try {
        return await attempt()
      } catch (error) {
        if (error instanceof NotOpen || error instanceof Stopped) throw error
        if (!(error instanceof StoreFailure)) {
          quarantine(id, error)
          throw new NotOpen(id, { cause: error })
        }
        log.error({ error, generationId: id, failures }, 'A generation could not be saved and is tried again')
        await timers.sleep(computeBackOff(backOff, failures, fraction()))
      }
    }
  }

  const save: GenerationRepository['save'] = (id, change) => queue.run(id, () => saveInTurn(id, change))

  return {
    open,
    quarantined,
    take,
    add: (generation) =>
      queue.run(generation.id, async () => {
        if (isStopped) throw new Stopped()
        await store.openGenerations.put(generation.id, generation)
        take(generation)
      }),
    save,
    saveWithRetry: (id, change) => retry(id, () => save(id, change)),
    close: (id, change) => retry(id, () => queue.run(id, () => closeInTurn(id, change))),
    quarantine,
    async find(id) {
      const setAside = quarantined.get(id)
      if (setAside !== undefined) return isFinal(setAside) ? setAside : undefined
      const found = open.get(id) ?? (await store.finishedGenerations.get(id))
      return found?.forgottenAt === undefined ? found : undefined
    },
    refuseWrites() {
      isStopped = true
    },
    idle: queue.idle,
  }
}
