import { createTooLate, type IsOver, isBusy, mostTries } from './createPatience.ts'
import type { Table } from './openTable.ts'

interface Entry {
  readonly key: string
  readonly value: unknown
}

interface WaitingEntry extends Entry {
  readonly isOver: IsOver
  /** How often the database was found locked since it waits. */
  tries: number
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/** Writes whole values; resolves when they are on the disk. What is over before it was begun is never written. */
export type Write = (key: string, value: unknown, isOver?: IsOver) => Promise<void>

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
 * Where another process has locked the database nothing was written: all that wait by then are tried together once more, each
 * until its own time is over. Nobody waits for the time of those before them and then for their own.
 *
 * No two writes to one key may be under way at once.
 */
export function createWriter({ table, assertWritable }: WriterDependencies): Write {
  let waiting: WaitingEntry[] = []
  let isWriting = false

  /** Refuses those whose time is over, and returns the others. */
  function keepDue(entries: readonly WaitingEntry[], reason: unknown): WaitingEntry[] {
    return entries.filter((entry) => {
      const isDue = entry.tries < mostTries && !entry.isOver()
      if (!isDue) entry.reject(reason)
      return isDue
    })
  }

  async function writeTogether(entries: readonly WaitingEntry[]): Promise<void> {
    // Looked at again, since another process may have taken the lease while they waited.
    await assertWritable()
    const due = keepDue(entries, createTooLate())
    if (due.length > 0) await table.keyv.setMany(due.map(({ key, value }) => ({ key, value })))
    for (const { resolve } of due) resolve()
  }

  async function writeAll(): Promise<void> {
    isWriting = true
    while (waiting.length > 0) {
      const entries = waiting.slice(0, mostTogether)
      waiting = waiting.slice(mostTogether)
      try {
        await writeTogether(entries)
      } catch (error) {
        if (isBusy(error)) {
          for (const entry of entries) entry.tries += 1
          for (const entry of waiting) entry.tries += 1
          waiting = keepDue([...entries, ...waiting], error)
        } else for (const { reject } of entries) reject(error)
      }
    }
    isWriting = false
  }

  return (key, value, isOver = () => false) =>
    new Promise((resolve, reject) => {
      waiting.push({ key, value, isOver, tries: 0, resolve, reject })
      if (!isWriting) void writeAll()
    })
}
