import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'

export interface WritePartOptions {
  readonly path: string
  /** Milliseconds since the epoch; becomes the file's time. */
  readonly at: number
  /** Asked before each piece is written; throws where there is no room. */
  readonly reserve: (bytes: number) => Promise<void>
}

/** Writes a new file piece by piece and makes sure that it is on the disk. The caller removes it after a failure. */
export async function writePart(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { path, at, reserve }: WritePartOptions,
): Promise<{ hash: string; size: number }> {
  const digest = createHash('sha256')
  let size = 0
  // Read by the user of the bot alone: people's pictures and videos.
  const file = await open(path, 'wx', 0o600)
  try {
    for await (const chunk of chunks) {
      await reserve(chunk.byteLength)
      await file.writeFile(chunk)
      digest.update(chunk)
      size += chunk.byteLength
    }
    await file.utimes(new Date(at), new Date(at))
    await file.sync()
  } finally {
    await file.close()
  }
  return { hash: digest.digest('hex'), size }
}
