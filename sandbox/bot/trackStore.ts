import type { Collection, Store, Versioned } from '../../src/domain/contracts/store.ts'
import type { WorkWatch } from './watchWork.ts'

/** The same store, whose reads and writes count as work. */
export function trackStore(store: Store, { track }: Pick<WorkWatch, 'track'>): Store {
  const watch = <T extends Versioned>(collection: Collection<T>): Collection<T> => ({
    get: (key) => track(collection.get(key)),
    put: (key, record) => track(collection.put(key, record)),
    update: (key, next) => track(collection.update(key, next)),
    delete: (key) => track(collection.delete(key)),
    all: () => track(collection.all()),
  })
  const { archive } = store
  return {
    openGenerations: watch(store.openGenerations),
    finishedGenerations: watch(store.finishedGenerations),
    settings: watch(store.settings),
    ...(archive !== undefined && {
      archive: {
        remains: () => track(archive.remains()),
        forget: (before: number, most: number) => track(archive.forget(before, most)),
      },
    }),
    lease: (name, milliseconds) => track(store.lease(name, milliseconds)),
    close: () => store.close(),
  }
}
