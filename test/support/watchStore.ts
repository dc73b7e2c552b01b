import { wrapStore } from '../../sandbox/bot/wrapStore.ts'
import type { Lease, Store } from '../../src/domain/contracts/store.ts'
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

  return wrapStore(store, async ({ on, method, parameters }, run) => {
    if (on === 'store' && method === 'lease') return takeLease(run)
    return watch(run, (result) => {
      if (on !== 'generations') return
      // An update answers with what was saved; the others save what they were given.
      const saved = { insert: parameters[0], put: parameters[1], update: result }[method]
      if (saved !== undefined) onSaved(saved as Generation)
    })
  })

  async function takeLease<T>(take: () => Promise<T>): Promise<T> {
    try {
      const lease = (await time.track(take())) as Lease
      return { ...lease, release: () => watch(() => lease.release()) } as T
    } catch (error) {
      onLeaseHeld()
      throw error
    }
  }
}
