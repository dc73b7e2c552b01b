import type { Store } from '../../src/domain/contracts/store.ts'
import type { WorkWatch } from './watchWork.ts'
import { wrapStore } from './wrapStore.ts'

/** The same store, whose calls count as work, but for its end. */
export function trackStore(store: Store, { track }: Pick<WorkWatch, 'track'>): Store {
  return wrapStore(store, ({ on, method }, run) => (on === 'store' && method === 'close' ? run() : track(run())))
}
