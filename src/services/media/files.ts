import { createHash } from 'node:crypto'
import { chmod, mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '../../domain/clock.ts'
import type { MediaReferences } from '../../domain/contracts/media.ts'

/** A stored file, named by the SHA-256 of its bytes. */
export interface StoredFile {
  readonly hash: string
  /** Bytes. */
  readonly size: number
  /** When it was last put, milliseconds since the epoch. */
  readonly storedAt: number
}

const hashPattern = /^[0-9a-f]{64}$/
const partPattern = /^[0-9a-z]+-\d+\.part$/

/** Where the file of that SHA-256 lies. Throws on anything else, so that nothing foreign ever becomes part of a path. */
export function locateFile(directory: string, hash: string): string {
  if (!hashPattern.test(hash)) throw new TypeError('A kept file is named by 64 hexadecimal digits')
  return join(directory, hash)
}

/** The name of a file that is still being written. */
export function namePart(startedAt: number, count: number): string {
  return `${startedAt.toString(36)}-${count}.part`
}

/**
 * Makes the directory where it is missing and reads what is stored in it, the oldest first. Files that a process left
 * half-written are removed; files that are not ours stay.
 */
export async function openDirectory(directory: string): Promise<{ files: StoredFile[]; leftovers: readonly string[] }> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const names = await readdir(directory)
  const leftovers = names.filter((name) => partPattern.test(name))
  for (const name of leftovers) await rm(join(directory, name), { force: true })
  const files: StoredFile[] = []
  for (const hash of names.filter((name) => hashPattern.test(name))) files.push(await readStored(directory, hash))
  return { files: files.sort((one, other) => one.storedAt - other.storedAt), leftovers }
}

/** Throws where there is no such file. */
export async function readStored(directory: string, hash: string): Promise<StoredFile> {
  const path = join(directory, hash)
  const { size, mtimeMs, mode } = await stat(path)
  // Kept by an earlier version, when others could read it.
  if ((mode & 0o077) !== 0) await chmod(path, 0o600).catch(() => undefined)
  return { hash, size, storedAt: mtimeMs }
}

/** The names of what is stored in the directory now. */
export async function listHashes(directory: string): Promise<ReadonlySet<string>> {
  return new Set((await readdir(directory)).filter((name) => hashPattern.test(name)))
}

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

/** What became of the bytes: their SHA-256, and how many there are. */
export interface WrittenFile {
  readonly hash: string
  readonly size: number
}

interface WritePartOptions {
  /** Of a file that is there already. */
  readonly path: string
  /** Asked before each piece is written; throws where there is no room. */
  readonly reserve: (bytes: number) => Promise<void>
}

/** Writes a file piece by piece. It may still be on its way to the disk then. */
export async function writePart(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { path, reserve }: WritePartOptions,
): Promise<WrittenFile> {
  const digest = createHash('sha256')
  let size = 0
  const file = await open(path, 'r+')
  try {
    // Somebody may have begun it before.
    await file.truncate()
    for await (const chunk of chunks) {
      await reserve(chunk.byteLength)
      await file.writeFile(chunk)
      digest.update(chunk)
      size += chunk.byteLength
    }
  } finally {
    await file.close()
  }
  return { hash: digest.digest('hex'), size }
}

/** Makes sure that the file is on the disk, with this time as its age. */
export async function syncFile(path: string, at: number): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.utimes(new Date(at), new Date(at))
    await file.sync()
  } finally {
    await file.close()
  }
}

/** A rename is only certain to survive a power cut once its folder was written, too. */
export async function syncDirectory(directory: string): Promise<void> {
  const folder = await open(directory, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** Whether a file could not be written since there is no room for it. */
export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')
}
