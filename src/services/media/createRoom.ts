import { type Clock, hours } from '../../domain/clock.ts'
import { MediaFull } from '../../domain/contracts/media.ts'
import type { KeptFile } from './readDirectory.ts'

export interface RoomOptions {
  readonly files: ReadonlyMap<string, KeptFile>
  readonly capBytes: number
  readonly clock: Clock
  readonly isReferenced: (hash: string) => Promise<boolean>
  /** Free bytes on the disk. */
  readonly diskFree: () => Promise<number>
  readonly remove: (hash: string) => Promise<void>
}

/** Bytes of the disk that are left to others: the database must be able to write when the media cannot. */
const diskMargin = 64 * 1024 * 1024

/** A file this young may belong to a record that is about to be saved, so it never makes room for others. */
const youth = hours(1)

/** Keeps the files under the cap. Not safe to be asked twice at once. */
export function createRoom({ files, capBytes, clock, isReferenced, diskFree, remove }: RoomOptions) {
  let reserved = 0

  async function listDispensable() {
    const old = [...files].filter(([, { keptAt }]) => clock.now() - keptAt >= youth)
    const isNeeded = await Promise.all(old.map(([hash]) => isReferenced(hash)))
    return old
      .filter((_, index) => !isNeeded[index])
      .sort(([, one], [, other]) => one.keptAt - other.keptAt)
      .map(([hash, { size }]) => ({ hash, size }))
  }

  async function countMissing(bytes: number): Promise<number> {
    const kept = sum([...files.values()])
    return Math.max(kept + reserved + bytes - capBytes, bytes + diskMargin - (await diskFree()))
  }

  return {
    /**
     * Sets bytes aside for a file that is being written; the oldest unreferenced files go where it gets narrow. Throws
     * MediaFull, with nothing removed, where that would not help.
     */
    async reserve(bytes: number): Promise<void> {
      let missing = await countMissing(bytes)
      if (missing > 0) {
        const dispensable = await listDispensable()
        if (sum(dispensable) < missing) throw new MediaFull(`There is no room for ${bytes} more bytes`)
        for (const { hash, size } of dispensable) {
          if (missing <= 0) break
          await remove(hash)
          missing -= size
        }
      }
      reserved += bytes
    },
    release(bytes: number): void {
      reserved -= bytes
    },
  }
}

function sum(files: readonly { size: number }[]): number {
  return files.reduce((total, { size }) => total + size, 0)
}
