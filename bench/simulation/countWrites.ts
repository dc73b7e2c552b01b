import { wrapStore } from '../../sandbox/bot/wrapStore.ts'
import type { Store } from '../../src/domain/contracts/store.ts'
import type { Generation } from '../../src/domain/generation.ts'

export interface Writes {
  /** Of records of generations: new, changed, moved to the finished ones, and removed from the open ones. */
  generations: number
  /** Those of them that changed the state. */
  states: number
  /** What was learned, and which commands are registered. */
  settings: number
}

const writing = new Set(['insert', 'put', 'update', 'delete'])
const kinds: Readonly<Record<string, 'generations' | 'settings' | undefined>> = {
  generations: 'generations',
  settings: 'settings',
}

/** The same store, each of whose calls is waited for and whose writes are counted. */
export function countWrites(store: Store, writes: Writes, track: <T>(task: Promise<T>) => Promise<T>): Store {
  const statesById = new Map<string, string>()

  function noteState({ id, state }: Generation): void {
    if (statesById.get(id) !== state) writes.states += 1
    statesById.set(id, state)
  }

  return wrapStore(store, ({ on, method, parameters }, run) => {
    const kind = kinds[on]
    if (kind !== undefined && writing.has(method)) {
      writes[kind] += 1
      const record = method === 'insert' ? parameters[0] : parameters[1]
      if (kind === 'generations' && record !== undefined) noteState(record as Generation)
    }
    return track(run())
  })
}
