import { seconds } from '../../../domain/clock.ts'
import type { Limits, Reservation } from '../../../domain/contracts/limits.ts'
import { type GenerationCollection, StaleVersion, StoreFailure } from '../../../domain/contracts/store.ts'
import { allOf, type Generation } from '../../../domain/generation.ts'
import type { ServerLimits } from '../../../domain/policy.ts'
import { isClosed, isFinal } from '../../../domain/stateMachine.ts'
import { createKeyQueue } from '../../../lib/concurrency.ts'
import { computeBackOff, type Timers } from '../../../lib/timers.ts'
import type { Log } from '../../../log.ts'
import { createDoubtfulWrites } from './doubtfulWrites.ts'
import { NotOpen, SetAside, Stopped } from './errors.ts'
import type { OpenGenerations, TransientStates } from './openGenerations.ts'
import { createClosedFinder, createOpenGenerations, createTransientStates } from './openGenerations.ts'

/** The next version of a record, or nothing where the record is not (or no longer) as the change expects it. */
export type Change = (current: Generation) => Generation | undefined

/**
 * Records: the only way to the store.
 *
 * - Changes of one generation are saved one after another, each on the record as it was last saved; a write that meets another
 *   record than expected is made anew on what stands there.
 * - A failing store is waited for where the fact is so whether it is saved or not (`saveWithRetry`), and reported elsewhere.
 * - A defect over one generation sets that one aside (`quarantine`); nothing else stops.
 * - What is open is in memory, with indexes, and with what may be lost in a crash (`openGenerations.ts`). What is finished is read
 *   when it is asked for.
 * - How an end is paid for is decided in `settlement.ts`, and saved in the same write as the end.
 */
export interface GenerationRepository {
  readonly open: OpenGenerations
  readonly transient: TransientStates
  /** Those over which this process met a defect, as they were last saved. */
  readonly quarantined: Pick<ReadonlyMap<string, Generation>, 'get' | 'values'>
  /** Takes an open record in that stands in the store already. */
  restore(stored: Generation): void
  /**
   * Saves a new generation within its caps and what its server allows, unless its interaction or its one-shot button has begun one before. Throws a UserError
   * where a cap stands in the way, StoreFailure, UnfitRecord, or Stopped. `others` are saved with it, or not at all.
   */
  add(generation: Generation, own?: ServerLimits, others?: readonly Generation[]): Promise<Reservation>
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
  /** Changes one that has ended, closed or not, and closes it; returns it as it was. Throws where the store fails, NotOpen, or Stopped. */
  rewrite(id: string, change: (current: Generation) => Generation): Promise<Generation>
  /**
   * Sets one open generation aside over which this process met a defect, so that it neither repeats for ever nor stops the others. Its
   * record stays as it was last saved: it counts against every budget, and the next start, maybe of a version without the defect,
   * takes it up again. A closed one stands for another that was asked for at once; harmless where none of them is open.
   */
  quarantine(id: string, error: unknown): void
  /** How many that have not ended leave their place to their owner: hidden ones, and those in quarantine. */
  countFreed(userId: string): number
  isRecipeTaken(recipe: string): Promise<boolean>
  /** The id of the generation that the interaction, or what can be used once, has begun. */
  findBegun(interactionId: string | undefined, claim: string | undefined): Promise<string | undefined>
  /** An open or a closed generation, and one in quarantine where it has ended; throws SetAside where it has not. */
  find(id: string): Promise<Generation | undefined>
  /** Those that were asked for at once and are open, in their order, or itself where it is open. */
  findOpen(generation: Pick<Generation, 'id' | 'variants'>): Generation[]
  /** All that were asked for at once, as far as they are known, in their order; without those in quarantine. */
  findAll(generation: Generation): Promise<Generation[]>
  /** Refuses all writes from now on. */
  refuseWrites(): void
  /** Resolves when the writes that have begun are through. */
  idle(): Promise<void>
}

interface GenerationRepositoryDependencies {
  readonly generations: Pick<
    GenerationCollection,
    'get' | 'update' | 'delete' | 'find' | 'findByInteraction' | 'findByClaim'
  >
  readonly limits: Pick<Limits, 'reserve'>
  readonly clock: Pick<Timers, 'after' | 'sleep'>
  readonly fraction: () => number
  readonly log: Log
  /** Called when a generation is saved, or found, at its end. */
  readonly onEnded: (id: string) => void
  /** Called, with what was last known of it, when a generation is not open any more. */
  readonly onClosed: (generation: Generation) => void
  /** Called, after `onClosed`, with the record of a generation that went into quarantine: its owner waits for a word. */
  readonly onQuarantined: (generation: Generation) => void
  /** Called when the store held another record than this process knew. */
  readonly onReloaded: (id: string) => void
}

const backOff = { first: seconds(1), longest: seconds(30) }
/** How often a change is tried on a newer record before the store is taken for broken. */
const staleAttempts = 3

export function createGenerationRepository({
  generations,
  limits,
  clock,
  fraction,
  log,
  ...react
}: GenerationRepositoryDependencies): GenerationRepository {
  const open = createOpenGenerations()
  const transient = createTransientStates((id) => open.get(id) !== undefined)
  const quarantined = new Map<string, Generation>()
  const queue = createKeyQueue()
  const closed = createClosedFinder(generations, clock)
  let isStopped = false
  const doubtful = createDoubtfulWrites({ generations, clock, log, isStopped: () => isStopped })

  function keep(saved: Generation): void {
    open.keep(saved)
    if (isFinal(saved)) react.onEnded(saved.id)
  }

  function leave(id: string): void {
    const left = open.get(id)
    open.drop(id)
    transient.drop(id)
    react.onEnded(id)
    if (left !== undefined) react.onClosed(left)
  }

  function read(id: string): Generation {
    if (isStopped) throw new Stopped()
    const current = open.get(id)
    if (current === undefined) throw quarantined.has(id) ? new SetAside(id) : new NotOpen(id)
    return current
  }

  /** Nobody works on those in quarantine, and nothing that their owner does ends one. */
  function countFreed(userId: string): number {
    const setAside = [...quarantined.values()].filter((each) => each.origin.userId === userId && !isFinal(each))
    return setAside.length + open.countHidden(userId)
  }

  async function addInTurn(
    generation: Generation,
    own: ServerLimits | undefined,
    others: readonly Generation[],
  ): Promise<Reservation> {
    if (isStopped) throw new Stopped()
    const all = [generation, ...others]
    try {
      const reservation = await limits.reserve(generation, countFreed(generation.origin.userId), own, others)
      if (reservation.kind === 'reserved') for (const each of all) keep(each)
      else if (doubtful.has(reservation.by)) {
        await doubtful.discard(reservation.by)
        return addInTurn(generation, own, others)
      }
      return reservation
    } catch (error) {
      if (error instanceof StoreFailure) {
        // The person is answered before that is undone, within Discord's three seconds.
        for (const { id } of all) doubtful.add(id)
      }
      throw error
    }
  }

  /**
   * A write that was reported as failed may have arrived: then ours is stale, and what stands in the store counts. Returns whether
   * the generation is open there.
   */
  async function reload(id: string): Promise<boolean> {
    const stored = await generations.get(id)
    if (stored === undefined || isClosed(stored)) {
      leave(id)
      return false
    }
    keep(stored)
    react.onReloaded(id)
    return true
  }

  /** Returns the record as it now stands in the store, changed or not, or nothing where it turned out to be closed there. */
  async function write(id: string, change: Change): Promise<Generation | undefined> {
    for (let attempt = 1; attempt <= staleAttempts; attempt += 1) {
      const current = read(id)
      const next = change(current)
      if (next === undefined) return current
      try {
        return await generations.update(id, next)
      } catch (error) {
        if (!(error instanceof StaleVersion)) throw error
        if (!(await reload(id))) return undefined
      }
    }
    throw new StoreFailure(`The record ${id} keeps changing`)
  }

  async function saveInTurn(id: string, change: Change): Promise<Generation> {
    const saved = await write(id, change)
    if (saved === undefined) throw new NotOpen(id)
    if (saved !== open.get(id)) keep(saved)
    return saved
  }

  async function closeInTurn(id: string, change: Change): Promise<void> {
    const saved = await write(id, (current) => {
      const next = change(current)
      // Nobody answers in its place any more: the secret goes with the last reason to keep it.
      return next && { ...next, origin: { ...next.origin, token: '' } }
    })
    if (saved !== undefined && saved !== open.get(id)) leave(id)
  }

  async function rewriteInTurn(id: string, change: (current: Generation) => Generation): Promise<Generation> {
    for (let attempt = 1; attempt <= staleAttempts; attempt += 1) {
      if (isStopped) throw new Stopped()
      closed.forget(id)
      const current = open.get(id) ?? (await closed.find(id))
      if (current === undefined || !isFinal(current)) throw new NotOpen(id)
      try {
        await generations.update(id, change(current))
        closed.forget(id)
        if (open.get(id) !== undefined) leave(id)
        return current
      } catch (error) {
        if (!(error instanceof StaleVersion)) throw error
        if (open.get(id) !== undefined) await reload(id)
      }
    }
    throw new StoreFailure(`The record ${id} keeps changing`)
  }

  function quarantine(asked: string, error: unknown): void {
    const generation = open.getOneOf(asked)
    if (generation === undefined) return
    const { id, state, provider } = generation
    quarantined.set(id, generation)
    log.error(
      { error, generationId: id, state, provider },
      'A generation was set aside because of a defect; the next start takes it up again',
    )
    leave(id)
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
        await clock.sleep(computeBackOff(backOff, failures, fraction()))
      }
    }
  }

  async function find(id: string): Promise<Generation | undefined> {
    const setAside = quarantined.get(id)
    if (setAside !== undefined && !isFinal(setAside)) throw new SetAside(id)
    const found = setAside ?? open.get(id) ?? (await closed.find(id))
    return found?.forgottenAt === undefined && found?.deletedAt === undefined ? found : undefined
  }

  const save: GenerationRepository['save'] = (id, change) => queue.run(id, () => saveInTurn(id, change))

  return {
    open,
    transient,
    quarantined,
    restore: keep,
    add: (generation, own, others = []) => queue.run(generation.id, () => addInTurn(generation, own, others)),
    save,
    saveWithRetry: (id, change) => retry(id, () => save(id, change)),
    close: (id, change) => retry(id, () => queue.run(id, () => closeInTurn(id, change))),
    rewrite: (id, change) => queue.run(id, () => rewriteInTurn(id, change)),
    quarantine,
    countFreed,
    isRecipeTaken: async (recipe) => (await generations.find({ recipe, limit: 1 })).items.length > 0,
    findBegun: async (interactionId, claim) =>
      (interactionId === undefined ? undefined : await generations.findByInteraction(interactionId)) ??
      (claim === undefined ? undefined : await generations.findByClaim(claim)),
    find,
    findOpen: (generation) => allOf(generation).flatMap((id) => open.get(id) ?? []),
    async findAll(generation) {
      if (generation.variants === undefined) return [generation]
      const isKnown = (id: string) => !quarantined.has(id) || open.get(id) !== undefined
      const found = await Promise.all(allOf(generation).filter(isKnown).map(find))
      return found.flatMap((each) => each ?? [])
    },
    refuseWrites() {
      isStopped = true
    },
    idle: queue.idle,
  }
}
