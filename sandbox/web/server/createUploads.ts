import { randomUUID } from 'node:crypto'
import type { ChosenFile } from '../../discord/people/optionValue.ts'

/** The files that people have chosen on the page. */
export interface Uploads {
  /** Returns its id. */
  add(file: ChosenFile): string
  find(fileId: string): ChosenFile | undefined
}

/** Bytes; the oldest go first. */
const mostKept = 300_000_000

export function createUploads(): Uploads {
  const files = new Map<string, ChosenFile>()
  const sum = () => [...files.values()].reduce((total, { bytes }) => total + bytes.length, 0)
  return {
    add(file) {
      const id = randomUUID()
      files.set(id, file)
      for (const oldest of files.keys()) {
        if (sum() <= mostKept || oldest === id) break
        files.delete(oldest)
      }
      return id
    },
    find: (fileId) => files.get(fileId),
  }
}
