import { seconds } from '../../../domain/clock.ts'
import type { GenerationCollection } from '../../../domain/contracts/store.ts'
import { allOf, type Failure, type Generation, type ProviderId } from '../../../domain/generation.ts'
import { isClosed, isFinal, isUnwanted } from '../../../domain/stateMachine.ts'
import type { Timers } from '../../../lib/timers.ts'

/** The open generations as they were last saved, with the indexes that are asked often. */
export interface OpenGenerations {
  get(id: string): Generation | undefined
  /** This one, or, where it is closed, another that was asked for at once with it: what is done in its name goes on for the others. */
  getOneOf(id: string): Generation | undefined
  all(): Generation[]
  ofUser(userId: string): Generation[]
  /** How many of the person's are hidden and have not ended: they leave their place. */
  countHidden(userId: string): number
  /** Those that wait with us for a slot. */
  waiting(): Generation[]
  /** Those that hold a slot at this provider: sent, not ended, not overdue. */
  holders(provider: ProviderId): ReadonlySet<string>
}

interface OpenGenerationsIndex extends OpenGenerations {
  keep(saved: Generation): void
  drop(id: string): void
}

function findSlotHolder(generation: Generation): ProviderId | undefined {
  const isSent = ['submitting', 'unconfirmed', 'running'].includes(generation.state)
  return isSent && !isFinal(generation) && generation.overdueSince === undefined ? generation.provider : undefined
}

/** Ids by key; a key without ids takes no room. */
function createIdSets<Key>() {
  const sets = new Map<Key, Set<string>>()
  return {
    get: (key: Key): ReadonlySet<string> => sets.get(key) ?? new Set(),
    add(key: Key, id: string): void {
      const ids = sets.get(key)
      if (ids === undefined) sets.set(key, new Set([id]))
      else ids.add(id)
    },
    delete(key: Key, id: string): void {
      const ids = sets.get(key)
      ids?.delete(id)
      if (ids?.size === 0) sets.delete(key)
    },
  }
}

export function createOpenGenerations(): OpenGenerationsIndex {
  const records = new Map<string, Generation>()
  const ofUsers = createIdSets<string>()
  const holders = createIdSets<ProviderId>()
  const waiting = new Set<string>()

  const read = (ids: Iterable<string>) => [...ids].flatMap((id) => records.get(id) ?? [])

  function removeFromIndexes(generation: Generation | undefined): void {
    if (generation === undefined) return
    waiting.delete(generation.id)
    const provider = findSlotHolder(generation)
    if (provider !== undefined) holders.delete(provider, generation.id)
  }

  return {
    get: (id) => records.get(id),
    getOneOf: (id) => records.get(id) ?? [...records.values()].find((each) => allOf(each).includes(id)),
    all: () => [...records.values()],
    ofUser: (userId) => read(ofUsers.get(userId)),
    countHidden: (userId) =>
      read(ofUsers.get(userId)).filter((each) => !isFinal(each) && each.abandonedAt !== undefined).length,
    waiting: () => read(waiting),
    holders: (provider) => holders.get(provider),
    keep(saved) {
      removeFromIndexes(records.get(saved.id))
      records.set(saved.id, saved)
      ofUsers.add(saved.origin.userId, saved.id)
      if (saved.state === 'queued' && !isUnwanted(saved)) waiting.add(saved.id)
      const provider = findSlotHolder(saved)
      if (provider !== undefined) holders.add(provider, saved.id)
    },
    drop(id) {
      const record = records.get(id)
      if (record === undefined) return
      removeFromIndexes(record)
      records.delete(id)
      ofUsers.delete(record.origin.userId, id)
    },
  }
}

/** What is known about an open generation beside its record. Losing it in a crash costs a repetition, never money. */
interface TransientState {
  /** Minted for the next submit; kept until it is sent, so that a save whose outcome was unclear is known again. */
  taskId: string | undefined
  /** Was chosen for a free slot: should no provider take it, it need not wait for another turn. */
  wasDispatched: boolean
  /** A provider did not take it, so that it waits once more. */
  wasReturned: boolean
  /** Waits out a back-off before it is sent to a provider again. */
  isBackingOff: boolean
  /** Since when no provider takes it, in milliseconds since the epoch. */
  blockedSince: number | undefined
  /** How often it was offered to every provider in vain. */
  failedAttempts: number
  submitSaveFailures: number
  /** Why it cannot be sent a second time, although the provider does not know it. */
  unsendable: Failure | undefined
  /** How often its second submit was refused for the moment only. */
  postponements: number
  pollFailures: number
  /** Since when no poll was answered, in milliseconds since the epoch. */
  unansweredSince: number | undefined
  /** When a poll last said that it is not finished, in milliseconds since the epoch. */
  unfinishedAt: number | undefined
  /** Since when the finished video cannot be fetched, in milliseconds since the epoch. */
  fetchFailingSince: number | undefined
  /** Rendered at the provider: its slot there is free although the result is not kept yet. */
  isRendered: boolean
  positionShown: number | 'paused' | undefined
  /** Its message says that its providers take nothing now. */
  isPauseShown: boolean
}

export interface TransientStates {
  /** That of an open generation, to read and to write; of a closed one a fresh one that nobody keeps. */
  get(generationId: string): TransientState
  peek(generationId: string): TransientState | undefined
  drop(generationId: string): void
}

function createState(): TransientState {
  return {
    taskId: undefined,
    wasDispatched: false,
    wasReturned: false,
    isBackingOff: false,
    blockedSince: undefined,
    failedAttempts: 0,
    submitSaveFailures: 0,
    unsendable: undefined,
    postponements: 0,
    pollFailures: 0,
    unansweredSince: undefined,
    unfinishedAt: undefined,
    fetchFailingSince: undefined,
    isRendered: false,
    positionShown: undefined,
    isPauseShown: false,
  }
}

/** @param isOpen whether there is anything left to do for the generation: work on one may outlive it */
export function createTransientStates(isOpen: (generationId: string) => boolean): TransientStates {
  const states = new Map<string, TransientState>()
  return {
    get(generationId) {
      const state = states.get(generationId) ?? createState()
      if (isOpen(generationId)) states.set(generationId, state)
      return state
    },
    peek: (generationId) => states.get(generationId),
    drop(generationId) {
      states.delete(generationId)
    },
  }
}

/** As long as one click takes. */
const remembered = seconds(3)

/**
 * Reads closed generations. Whoever uses a button asks whose it is, and then for the record: the store is asked once, since a
 * closed one changes no more, unless it is erased.
 */
export function createClosedFinder(
  generations: Pick<GenerationCollection, 'get'>,
  clock: Pick<Timers, 'after'>,
): { find(id: string): Promise<Generation | undefined>; forget(id: string): void } {
  const lately = new Map<string, Promise<Generation | undefined>>()
  async function find(id: string): Promise<Generation | undefined> {
    const asked = lately.get(id)
    if (asked !== undefined) return asked
    const asking = generations.get(id)
    lately.set(id, asking)
    clock.after(remembered, () => lately.delete(id))
    let found: Generation | undefined
    try {
      found = await asking
      return found
    } finally {
      if (found === undefined || !isClosed(found)) lately.delete(id)
    }
  }
  return { find, forget: (id) => void lately.delete(id) }
}
