import { createReadStream } from 'node:fs'
import { open, readFile, rename, rm, statfs, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { type Clock, hours, seconds } from '../../domain/clock.ts'
import { type Media, MediaFull, type MediaReferences } from '../../domain/contracts/media.ts'
import { createLimiter } from '../../lib/concurrency.ts'
import type { Log } from '../../log.ts'
import {
  createFileIndex,
  type FileIndex,
  findDispensable,
  isDiskFull,
  listHashes,
  locateFile,
  namePart,
  openDirectory,
  readStored,
  type StoredFile,
  syncDirectory,
  syncFile,
  type WrittenFile,
  writePart,
} from './files.ts'

/** A file on its way in, beside the stored ones, empty at first. */
export interface Part {
  readonly path: string
  /** Writes what the stream brings without holding it in memory. Throws what the stream throws, and MediaFull. */
  write(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<WrittenFile>
  /** Makes a stored file of it, whoever wrote it. Throws MediaFull. */
  store(written: WrittenFile): Promise<void>
}

/** The stored files, with what only their own room and the composition use. */
export interface MediaFiles extends Media {
  /**
   * Keeps what the stream brings without holding it in memory. A stream that fails leaves nothing behind, and its error is
   * thrown as it is. Throws MediaFull.
   */
  storeStream(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<string>
  /** Lends a part to the work, and removes what is left of it at each of its ends. Throws what the work throws, and MediaFull. */
  withPart<T>(work: (part: Part) => Promise<T>): Promise<T>
  /** The path of a stored file, for libraries that read by position. */
  locate(hash: string): string
  /** Deletes unreferenced files older than the retention, and learns what was done to the folder by hand. To be called now and then. */
  sweep(): Promise<{ readonly files: number; readonly bytes: number }>
}

export interface MediaOptions {
  /** Made where it is missing. Belongs to one process at a time: what another one left half-written is removed. */
  readonly directory: string
  readonly capBytes: number
  readonly retentionMilliseconds: number
  readonly clock: Clock
  readonly log: Log
  /** Which files are needed: those are never deleted by themselves. Nothing is needed by default. */
  readonly references?: MediaReferences
  /** Free bytes on the disk; asks the file system by default. */
  readonly diskFree?: () => Promise<number>
}

/** Opens the directory of stored files: one flat folder, each file named by its SHA-256, never half-written. */
export async function createMedia(options: MediaOptions): Promise<MediaFiles> {
  const { directory, capBytes, retentionMilliseconds, clock, log } = options
  const { references = noReferences, diskFree = () => readDiskFree(directory) } = options
  const { files, leftovers } = await openDirectory(directory)
  if (leftovers.length > 0) log.info({ files: leftovers.length }, 'Half-written media files were removed')

  // Renames, deletions and the index change together, one after another: a file put again while the sweep deletes it would be lost.
  const exclusively = createLimiter(1)
  const index = createFileIndex(files)
  const quota = createDiskQuota({ index, capBytes, clock, references, diskFree, remove })
  let parts = 0

  async function remove(hash: string): Promise<void> {
    await rm(locateFile(directory, hash), { force: true })
    index.delete(hash)
  }

  async function withPart<T>(work: (part: Part) => Promise<T>): Promise<T> {
    parts += 1
    const at = clock.now()
    const path = join(directory, namePart(at, parts))
    let reserved = 0
    let isStored = false
    async function reserve(bytes: number): Promise<void> {
      await exclusively(() => quota.reserve(bytes))
      reserved += bytes
    }
    const part: Part = {
      path,
      write: (chunks) => writePart(chunks, { path, reserve }),
      async store({ hash, size }) {
        // What the worker wrote has no room yet.
        if (size > reserved) await reserve(size - reserved)
        await syncFile(path, at)
        await exclusively(async () => {
          await rename(path, locateFile(directory, hash))
          isStored = true
          await syncDirectory(directory)
          index.set({ hash, size, storedAt: at })
          // In the same turn, or the bytes would count twice for whoever asks in between.
          quota.release(reserved)
          reserved = 0
        })
      },
    }
    try {
      // Read by the user of the bot alone: people's pictures and videos. Made here, since only what exists may be written
      // to: a worker that is killed late cannot bring back what was removed.
      await (await open(path, 'wx', 0o600)).close()
      return await work(part)
    } catch (error) {
      throw isDiskFull(error) ? new MediaFull('The disk is full', { cause: error }) : error
    } finally {
      if (!isStored) await rm(path, { force: true })
      quota.release(reserved)
    }
  }

  const storeStream = (chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<string> =>
    withPart(async (part) => {
      const written = await part.write(chunks)
      await part.store(written)
      return written.hash
    })

  /** Makes a stored file young again. False where there is none. */
  async function refresh(hash: string, size: number): Promise<boolean> {
    const at = clock.now()
    try {
      await utimes(locateFile(directory, hash), new Date(at), new Date(at))
    } catch {
      index.delete(hash)
      return false
    }
    index.set({ hash, size, storedAt: at })
    return true
  }

  /** Files that were deleted or brought by hand change what counts against the cap. */
  async function reconcile(): Promise<void> {
    const present = await listHashes(directory)
    for (const { hash } of index.all()) if (!present.has(hash)) index.delete(hash)
    for (const hash of present) if (index.get(hash) === undefined) index.set(await readStored(directory, hash))
  }

  /** Removes the files of the next batch. False where there is none. */
  async function removeNext(batches: AsyncIterator<StoredFile[]>, removed: { files: number; bytes: number }) {
    const { done, value } = await batches.next()
    if (done === true) return false
    for (const { hash, size } of value as StoredFile[]) {
      await remove(hash)
      removed.files += 1
      removed.bytes += size
    }
    return true
  }

  return {
    storeStream,
    withPart,
    renew: (hash) =>
      exclusively(async () => {
        const known = index.get(hash)
        return known !== undefined && refresh(hash, known.size)
      }),
    read: async (hash) => readFile(locateFile(directory, hash)),
    open: (hash) => createReadStream(locateFile(directory, hash)),
    locate: (hash) => locateFile(directory, hash),
    delete: (hash) => exclusively(() => remove(hash)),
    async sweep() {
      await exclusively(reconcile)
      const expired = findDispensable(index, { clock, references, age: retentionMilliseconds })
      const swept = { files: 0, bytes: 0 }
      // Between two batches whoever waits for room has a turn.
      while (await exclusively(() => removeNext(expired, swept)));
      if (swept.files > 0) log.info(swept, 'Media files past their retention were deleted')
      return swept
    },
  }
}

const noReferences: MediaReferences = { listReferenced: async () => new Set() }

async function readDiskFree(directory: string): Promise<number> {
  const { bavail, bsize } = await statfs(directory)
  return bavail * bsize
}

interface DiskQuotaOptions {
  readonly index: FileIndex
  readonly capBytes: number
  readonly clock: Clock
  readonly references: MediaReferences
  /** Free bytes on the disk. */
  readonly diskFree: () => Promise<number>
  readonly remove: (hash: string) => Promise<void>
}

/** Keeps the files under the cap. Not safe to be asked twice at once. */
interface DiskQuota {
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
