import type { Collection, CollectionDefinition, Store, Versioned } from '../../src/domain/contracts/store.ts'

/** A call of the store or of one of its collections. */
export interface StoreCall {
  /** `generations`, `settings`, the name of another collection, `archive`, or `store` itself. */
  readonly on: string
  readonly method: string
  readonly parameters: readonly unknown[]
}

/** Stands between the bot and its store: calls `run`, or does not. */
export type AroundCall = <T>(call: StoreCall, run: () => Promise<T>) => Promise<T>

type Method = (...parameters: readonly unknown[]) => Promise<unknown>

/** The same object, each of whose methods goes through the given function. */
function wrapMethods<T extends object>(on: string, target: T, around: AroundCall): T {
  const wrapped = Object.entries(target).map(([method, member]: [string, Method]) => [
    method,
    (...parameters: readonly unknown[]) => around({ on, method, parameters }, () => member(...parameters)),
  ])
  return Object.fromEntries(wrapped) as T
}

/** The same store, each of whose calls goes through the given function as a whole: a call that is new to the store goes as well. */
export function wrapStore(store: Store, around: AroundCall): Store {
  const { generations, settings, archive, ...own } = store
  const { collection } = own
  return {
    ...wrapMethods('store', own, around),
    async collection<T extends Versioned>(definition: CollectionDefinition<T>): Promise<Collection<T>> {
      const call = { on: 'store', method: 'collection', parameters: [definition] }
      return wrapMethods(definition.name, await around(call, () => collection(definition)), around)
    },
    generations: wrapMethods('generations', generations, around),
    settings: wrapMethods('settings', settings, around),
    archive: wrapMethods('archive', archive, around),
  }
}
