import { chmod, lstat, mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Read and written by the user of the bot alone. */
const fileMode = 0o600
const folderMode = 0o700

async function restrict(path: string): Promise<void> {
  if ((await lstat(path)).isFile()) await chmod(path, fileMode)
}

/**
 * Makes the folder of the database and an empty file for it where they are new, and takes the files of an earlier version out of
 * other users' reach. SQLite gives the files beside it the same mode. A folder that was there stays as it is: there may be other
 * things in it. Throws where the folder cannot be made; what is wrong with the file SQLite says itself.
 *
 * No file that is there is opened: closing it would end the locks that SQLite has on it in this process.
 *
 * @see https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_
 */
export async function keepPrivate(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: folderMode })
  await writeFile(file, '', { flag: 'wx', mode: fileMode }).catch(() => undefined)
  // One that is missing needs nothing; one of somebody else is theirs to decide about.
  for (const suffix of ['', '-wal', '-shm']) await restrict(`${file}${suffix}`).catch(() => undefined)
}
