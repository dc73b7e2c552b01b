import { StoreFailure } from '../../domain/contracts/store.ts'

/** Another process has the store now: nothing may be written here any more. */
export function createLeaseLost(name: string): StoreFailure {
  return new StoreFailure(`The store cannot be written: the lease ${name} is not ours any more`)
}
