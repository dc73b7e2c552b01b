import { StoreFailure } from '../../domain/contracts/store.ts'

const prefix = 'sqlite://'

/** Where the database lies: `data/kling.sqlite` for `sqlite://data/kling.sqlite`, or `:memory:`. Throws StoreFailure. */
export function findDatabaseFile(url: string): string {
  const file = url.startsWith(prefix) ? url.slice(prefix.length) : ''
  // SQLite would open a temporary database without a name, gone with the process.
  if (file === '') throw new StoreFailure('The store cannot be opened: its address has to look like sqlite://<file>')
  return file
}
