import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'

/** What became of the bytes: their SHA-256, and how many there are. */
export interface WrittenFile {
  readonly hash: string
  readonly size: number
}

export interface WritePartOptions {
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
