import { StoreFailure } from '../../domain/contracts/store.ts'
import { insist } from './createPatience.ts'
import { keepPrivate } from './keepPrivate.ts'
import { type Fence, openTable, type Table } from './openTable.ts'
import { toStoreFailure } from './toStoreFailure.ts'

/** Counted up when records change so that an older bot would misread them. */
const formatVersion = 1

/**
 * Proves that the database can be written, by noting in it which format its records have. Throws StoreFailure: on a full or
 * read-only disk before the first person was promised anything, and where a newer bot has written.
 */
export async function assertWritable(table: Table): Promise<void> {
  try {
    const [row] = await table.query('PRAGMA user_version')
    if (Number(row?.user_version) > formatVersion) {
      throw new StoreFailure('The store cannot be opened: a newer version of the bot has written it')
    }
    // Several processes that start at once are waited for longer than later on, where a person waits.
    await insist(() => table.query(`PRAGMA user_version = ${formatVersion}`))
  } catch (error) {
    throw toStoreFailure('written', error)
  }
}

/** Opens the tables, making what is new, and proves that they can be written. Throws StoreFailure. */
export async function openDatabase<Name extends string>(
  file: string,
  names: readonly Name[],
  listFences: () => readonly Fence[] = () => [],
): Promise<Record<Name, Table>> {
  const opened: Table[] = []
  try {
    if (file !== ':memory:') await keepPrivate(file)
    for (const name of names) opened.push(await openTable(file, name, listFences))
    await Promise.all(opened.slice(0, 1).map(assertWritable))
    return Object.fromEntries(opened.map((table) => [table.name, table])) as Record<Name, Table>
  } catch (error) {
    for (const table of opened) await table.close()
    throw toStoreFailure('opened', error)
  }
}
