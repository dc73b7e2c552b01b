import { type Clock, hours, seconds } from '../../domain/clock.ts'
import { MediaFull, type MediaReferences } from '../../domain/contracts/media.ts'
import type { StoredFile } from './files.ts'

/** Which files are stored, how many bytes they have together, and which is the oldest. */
export interface FileIndex {
  /** Bytes of all files. */
  readonly size: number
  get(hash: string): StoredFile | undefined
  /** Adds the file, or makes it the youngest. */
  set(file: StoredFile): void
  delete(hash: string): void
  /** The oldest first. */
  all(): IterableIterator<StoredFile>
}

/** @param stored the oldest first */
export function createFileIndex(stored: readonly StoredFile[]): FileIndex {
  // A file that is set anew goes to the end, so the order of a Map is the order of age.
  const files = new Map(stored.map((file) => [file.hash, file]))
  let size = stored.reduce((sum, file) => sum + file.size, 0)

  function remove(hash: string): void {
    size -= files.get(hash)?.size ?? 0
    files.delete(hash)
  }

  return {
    get size() {
      return size
    },
    get: (hash) => files.get(hash),
    set(file) {
      remove(file.hash)
      files.set(file.hash, file)
      size += file.size
    },
    delete: remove,
    all: () => files.values(),
  }
}

/** How many files are asked for at once, whether somebody needs them. */
const batchSize = 100

/** The files of at least that age in milliseconds which nobody needs, the oldest first and a batch at a time. */
export async function* findDispensable(
  index: FileIndex,
  { clock, references, age }: { clock: Pick<Clock, 'now'>; references: MediaReferences; age: number },
): AsyncGenerator<StoredFile[]> {
  async function selectUnreferenced(files: readonly StoredFile[]): Promise<StoredFile[]> {
    const referenced = await references.listReferenced(files.map(({ hash }) => hash))
    return files.filter(({ hash }) => !referenced.has(hash))
  }

  const now = clock.now()
  let batch: StoredFile[] = []
  for (const file of index.all()) {
    // Not the end of the old ones: a clock that was set back leaves files behind that seem to be young.
    if (now - file.storedAt < age) continue
    batch.push(file)
    if (batch.length < batchSize) continue
    yield await selectUnreferenced(batch)
    batch = []
  }
  if (batch.length > 0) yield await selectUnreferenced(batch)
}

export interface DiskQuotaOptions {
  readonly index: FileIndex
  readonly capBytes: number
  readonly clock: Clock
  readonly references: MediaReferences
  /** Free bytes on the disk. */
  readonly diskFree: () => Promise<number>
  readonly remove: (hash: string) => Promise<void>
}

/** Keeps the files under the cap. Not safe to be asked twice at once. */
export interface DiskQuota {
  /**
   * Sets bytes aside for a file that is being written; the oldest unreferenced files go where it gets narrow. Throws
   * MediaFull, with nothing removed, where that would not help.
   */
  reserve(bytes: number): Promise<void>
  /** Gives back what was set aside, since it is stored now, or never will be. */
  release(bytes: number): void
}

/** Bytes of the disk that are left to others: the database must be able to write when the media cannot. */
const diskMargin = 64 * 1024 * 1024

/** How long the answer of the file system holds: every piece of every download asks. */
const diskFreeHolds = seconds(1)

/** A file this young may belong to a record that is about to be saved, so it never makes room for others. */
const youth = hours(1)

/** The part of the cap that is made free beyond what is asked for, so that the next pieces find room at once. */
const slackShare = 0.01

export function createDiskQuota(options: DiskQuotaOptions): DiskQuota {
  const { index, capBytes, clock, references, diskFree, remove } = options
  let reserved = 0
  /** Free bytes on the disk at some time, less what was set aside since. */
  let disk = { free: Number.NEGATIVE_INFINITY, askedAt: Number.NEGATIVE_INFINITY }

  async function countMissing(bytes: number): Promise<number> {
    const isRecent = Math.abs(clock.now() - disk.askedAt) < diskFreeHolds
    if (!isRecent || bytes + diskMargin > disk.free) disk = { free: await diskFree(), askedAt: clock.now() }
    return Math.max(index.size + reserved + bytes - capBytes, bytes + diskMargin - disk.free)
  }

  /** Finds at least `missing` bytes of files to remove, and some more where there are. Nothing where there are too few. */
  async function selectVictims(missing: number): Promise<StoredFile[] | undefined> {
    const goal = missing + capBytes * slackShare
    const victims: StoredFile[] = []
    let size = 0
    for await (const files of findDispensable(index, { clock, references, age: youth })) {
      for (const file of files) {
        if (size >= goal) return victims
        victims.push(file)
        size += file.size
      }
    }
    return size < missing ? undefined : victims
  }

  return {
    async reserve(bytes) {
      const missing = await countMissing(bytes)
      if (missing > 0) {
        const victims = await selectVictims(missing)
        if (victims === undefined) throw new MediaFull(`There is no room for ${bytes} more bytes`)
        for (const { hash, size } of victims) {
          await remove(hash)
          disk.free += size
        }
      }
      reserved += bytes
      disk.free -= bytes
    },
    release(bytes) {
      reserved -= bytes
    },
  }
}
