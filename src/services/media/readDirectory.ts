import { chmod, mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isHash } from './locateFile.ts'

export interface KeptFile {
  /** Bytes. */
  readonly size: number
  /** When it was last put, milliseconds since the epoch. */
  readonly keptAt: number
}

const partPattern = /^[0-9a-z]+-\d+\.part$/

/** The name of a file that is still being written. */
export function namePart(startedAt: number, count: number): string {
  return `${startedAt.toString(36)}-${count}.part`
}

/**
 * Makes the directory where it is missing and reads what is kept in it. Files that a process left half-written are
 * removed; files that are not ours stay.
 */
export async function readDirectory(
  directory: string,
): Promise<{ files: Map<string, KeptFile>; leftovers: readonly string[] }> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const names = await readdir(directory)
  const leftovers = names.filter((name) => partPattern.test(name))
  for (const name of leftovers) await rm(join(directory, name), { force: true })
  const files = new Map<string, KeptFile>()
  for (const name of names.filter(isHash)) {
    const { size, mtimeMs, mode } = await stat(join(directory, name))
    // Kept by an earlier version, when others could read it.
    if ((mode & 0o077) !== 0) await chmod(join(directory, name), 0o600).catch(() => undefined)
    files.set(name, { size, keptAt: mtimeMs })
  }
  return { files, leftovers }
}
