import type { Table } from './openTable.ts'

interface Entry {
  readonly key: string
  readonly value: unknown
}

interface WaitingEntry extends Entry {
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/** Writes whole values; resolves when they are on the disk. */
export type Write = (key: string, value: unknown) => Promise<void>

export interface WriterDependencies {
  readonly table: Pick<Table, 'keyv'>
  /** Throws where nothing may be written any more. */
  readonly assertWritable: () => Promise<void>
}

/** A statement takes 32,766 parameters, two of them per entry; this many keep it short. @see https://sqlite.org/limits.html */
const mostTogether = 200

/**
 * Writes at once what comes alone. What comes while a commit is on its way to the disk waits for it and then goes together, in
 * one statement: all of it is saved or nothing. A disk takes milliseconds for each commit, whatever is in it, and two hundred
 * commands that came in one moment are to be saved within Discord's three seconds.
 *
 * No two writes to one key may be under way at once.
 */
export function createWriter({ table, assertWritable }: WriterDependencies): Write {
  let waiting: WaitingEntry[] = []
  let isWriting = false

  async function writeTogether(entries: readonly Entry[]): Promise<void> {
    // Looked at again, since another process may have taken the lease while they waited.
    await assertWritable()
    await table.keyv.setMany(entries.map(({ key, value }) => ({ key, value })))
  }

  async function writeAll(): Promise<void> {
    isWriting = true
    while (waiting.length > 0) {
      const entries = waiting.slice(0, mostTogether)
      waiting = waiting.slice(mostTogether)
      try {
        await writeTogether(entries)
        for (const { resolve } of entries) resolve()
      } catch (error) {
        for (const { reject } of entries) reject(error)
      }
    }
    isWriting = false
  }

  return (key, value) =>
    new Promise((resolve, reject) => {
      waiting.push({ key, value, resolve, reject })
      if (!isWriting) void writeAll()
    })
}
