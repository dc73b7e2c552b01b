import { createTooLate, type IsOver, isBusy, mostTries } from './patience.ts'

interface WaitingItem<Item, Result> {
  readonly item: Item
  readonly isOver: IsOver
  /** How often the database was found locked since it waits. */
  tries: number
  readonly resolve: (result: Result) => void
  readonly reject: (error: unknown) => void
}

/** Resolves when the item is on the disk. What is over before it was begun is never written. */
export type Write<Item, Result> = (item: Item, isOver?: IsOver) => Promise<Result>

export interface WriterDependencies<Item, Result> {
  /** Writes all of them in one statement, or none; what came of each, in their order. Throws what the driver throws. */
  readonly writeTogether: (items: readonly Item[]) => Promise<readonly Result[]>
  /** Throws where nothing may be written any more. */
  readonly assertWritable: () => Promise<void>
}

/** A statement takes 32,766 parameters, a few of them per item; this many keep it short. @see https://sqlite.org/limits.html */
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
export function createWriter<Item, Result>(dependencies: WriterDependencies<Item, Result>): Write<Item, Result> {
  type Waiting = WaitingItem<Item, Result>
  let waiting: Waiting[] = []
  let isWriting = false

  /** Refuses those whose time is over, and returns the others. */
  function keepDue(items: readonly Waiting[], reason: unknown): Waiting[] {
    return items.filter((each) => {
      const isDue = each.tries < mostTries && !each.isOver()
      if (!isDue) each.reject(reason)
      return isDue
    })
  }

  async function writeTogether(items: readonly Waiting[]): Promise<void> {
    // Looked at again, since another process may have taken the lease while they waited.
    await dependencies.assertWritable()
    const due = keepDue(items, createTooLate())
    if (due.length === 0) return
    const results = await dependencies.writeTogether(due.map(({ item }) => item))
    due.forEach(({ resolve }, index) => void resolve(results[index] as Result))
  }

  async function writeAll(): Promise<void> {
    isWriting = true
    while (waiting.length > 0) {
      const items = waiting.slice(0, mostTogether)
      waiting = waiting.slice(mostTogether)
      try {
        await writeTogether(items)
      } catch (error) {
        if (isBusy(error)) {
          for (const each of items) each.tries += 1
          for (const each of waiting) each.tries += 1
          waiting = keepDue([...items, ...waiting], error)
        } else for (const { reject } of items) reject(error)
      }
    }
    isWriting = false
  }

  return (item, isOver = () => false) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, isOver, tries: 0, resolve, reject })
      if (!isWriting) void writeAll()
    })
}
