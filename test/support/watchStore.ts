import type { Collection, Store, Versioned } from '../../src/domain/contracts/store.ts'
import type { Generation } from '../../src/domain/generation.ts'
import type { TimeMachine } from './createTimeMachine.ts'

export interface StoreWatch {
  readonly time: Pick<TimeMachine, 'track'>
  /** Whether the process is gone: then nothing is read or written, and nothing answers. */
  readonly isCut: () => boolean
  /** A generation was just saved, and nobody knows yet. */
  readonly onSaved: (generation: Generation) => void
  /** Another process has the lease. */
  readonly onLeaseHeld: () => void
}

const never = <T>() => new Promise<T>(() => undefined)

/** The store, with time waiting for it, and out of reach from the moment of a crash on. */
export function watchStore(store: Store, { time, isCut, onSaved, onLeaseHeld }: StoreWatch): Store {
  async function watch<T>(work: () => Promise<T>, onDone: (result: T) => void = () => undefined): Promise<T> {
    if (isCut()) return never()
    const result = await time.track(work())
    if (isCut()) return never()
    onDone(result)
    return isCut() ? never() : result
  }

  function watchCollection<T extends Versioned>(
    collection: Collection<T>,
    tell: (record: T) => void = () => undefined,
  ): Collection<T> {
    return {
      get: (key) => watch(() => collection.get(key)),
      put: (key, record) =>
        watch(
          () => collection.put(key, record),
          () => tell(record),
        ),
      update: (key, next) => watch(() => collection.update(key, next), tell),
      delete: (key) => watch(() => collection.delete(key)),
      all: () => watch(() => collection.all()),
    }
  }

  const { archive } = store
  return {
    openGenerations: watchCollection(store.openGenerations, onSaved),
    finishedGenerations: watchCollection(store.finishedGenerations, onSaved),
    settings: watchCollection(store.settings),
    ...(archive !== undefined && {
      archive: {
        remains: () => watch(() => archive.remains()),
        forget: (before: number, most: number) => watch(() => archive.forget(before, most)),
      },
    }),
    async lease(name, milliseconds) {
      try {
        const lease = await time.track(store.lease(name, milliseconds))
        return { ...lease, release: () => watch(() => lease.release()) }
      } catch (error) {
        onLeaseHeld()
        throw error
      }
    },
    close: () => watch(() => store.close()),
  }
}
