import type { Collection, Store, Versioned } from '../../src/domain/contracts/store.ts'
import type { Generation } from '../../src/domain/generation.ts'

export interface Writes {
  /** Of records of generations: new, changed, moved to the finished ones, and removed from the open ones. */
  generations: number
  /** Those of them that changed the state. */
  states: number
  /** What was learned, and which commands are registered. */
  settings: number
}

/** The same store, each of whose calls is waited for and whose writes are counted. */
export function countWrites(store: Store, writes: Writes, track: <T>(task: Promise<T>) => Promise<T>): Store {
  const statesById = new Map<string, string>()

  function noteState(record: unknown): void {
    const { id, state } = record as Generation
    if (statesById.get(id) !== state) writes.states += 1
    statesById.set(id, state)
  }

  function watch<T extends Versioned>(
    collection: Collection<T>,
    kind: 'generations' | 'settings',
    note: (record: T) => void = () => undefined,
  ): Collection<T> {
    async function write<R>(task: Promise<R>, record?: T): Promise<R> {
      writes[kind] += 1
      if (record !== undefined) note(record)
      return track(task)
    }
    return {
      get: (key) => track(collection.get(key)),
      all: () => track(collection.all()),
      put: (key, record) => write(collection.put(key, record), record),
      update: (key, next) => write(collection.update(key, next), next),
      delete: (key) => write(collection.delete(key)),
    }
  }

  return {
    openGenerations: watch(store.openGenerations, 'generations', noteState),
    finishedGenerations: watch(store.finishedGenerations, 'generations', noteState),
    settings: watch(store.settings, 'settings'),
    lease: (name, milliseconds) => track(store.lease(name, milliseconds)),
    close: () => track(store.close()),
  }
}
