import { mkdir, open, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { type Clock, seconds } from '../domain/clock.ts'
import { type Lease, LeaseHeld, type Store } from '../domain/contracts/store.ts'
import { isDoneWithin } from '../lib/timeout.ts'
import { sleep } from '../lib/timers.ts'
import type { Log } from '../log.ts'

/** Why the bot cannot start, in one line for the operator, who needs no stack to mend it. */
export class StartFailure extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StartFailure'
  }
}

interface FolderWish {
  readonly directory: string
  /** The setting that names it. */
  readonly variable: string
  /** A word for the file that shows whether files can be made there. */
  readonly probe: string
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'this user may not write there',
  EEXIST: 'a file is in its place',
  ELOOP: 'a link on its way leads to itself',
  ENAMETOOLONG: 'its name is too long',
  ENOENT: 'no folder can be made there',
  ENOTDIR: 'a file is in its way',
  EPERM: 'this user may not write there',
  EROFS: 'the disk may only be read',
}

/** A full disk is no reason not to start: what was paid is still delivered, and room may be made meanwhile. */
const codesOfFullDisks = ['ENOSPC', 'EDQUOT']

/** The folder in which a database lies; none for one in memory. */
export function findDatabaseFolder(url: string): string | undefined {
  const file = url.replace(/^sqlite:\/\//, '')
  return file === ':memory:' ? undefined : dirname(file)
}

/** Makes a folder where it is missing, and proves that files can be made in it. Throws StartFailure with the fix. */
export async function prepareFolder({ directory, variable, probe }: FolderWish): Promise<void> {
  try {
    await makeFolder(resolve(directory))
    await tryOut(join(directory, probe))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (codesOfFullDisks.includes(code)) return
    throw new StartFailure(
      `The folder ${resolve(directory)} cannot be used: ${reasons[code] ?? code}. Give it to the user who starts the bot, or name another one in ${variable}.`,
      { cause: error },
    )
  }
}

/**
 * One folder after the other: below /proc, or behind a link that leads nowhere, Node's own way to make several at once goes
 * back and forth for ever (20, 22 and 24), in a thread that `process.exit` then waits for.
 */
async function makeFolder(directory: string): Promise<void> {
  const isThere = await stat(directory).then(
    (found) => {
      if (!found.isDirectory()) throw Object.assign(new Error('It is a file'), { code: 'EEXIST' })
      return true
    },
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false
      throw error
    },
  )
  if (isThere) return
  if (dirname(directory) !== directory) await makeFolder(dirname(directory))
  await mkdir(directory).catch((error: NodeJS.ErrnoException) => {
    // Another process that starts beside this one may have made it in the meantime.
    if (error.code !== 'EEXIST') throw error
  })
}

async function tryOut(file: string): Promise<void> {
  const probe = await open(file, 'w')
  await probe.close()
  await rm(file, { force: true })
}

interface ProcessLease {
  readonly store: Pick<Store, 'lease'>
  readonly clock: Clock
  readonly log: Log
  readonly signal: AbortSignal
}

/** How long a crashed process keeps the next one waiting. */
const length = seconds(15)
const looksAgainAfter = seconds(1)
/** One length to see whether the holder renews its lease, and a little for a machine that is slow. */
const mostLooks = (length + seconds(5)) / looksAgainAfter

/**
 * Takes the store for this process. The lease of a process that was killed runs out within its length; one that is alive
 * renews it. Throws StartFailure. Looks are counted, since the clock may be put while it waits.
 */
export async function takeProcessLease({ store, clock, log, signal }: ProcessLease): Promise<Lease> {
  for (let looks = 0; ; looks += 1) {
    try {
      return await store.lease('process', length)
    } catch (error) {
      if (!(error instanceof LeaseHeld)) throw error
      if (looks === 0)
        log.info({ seconds: length / seconds(1) }, 'Waiting to see whether another process has the store')
      if (looks >= mostLooks) {
        throw new StartFailure('Another process of this bot is running on the same store. Stop it first.')
      }
    }
    await sleep(clock, looksAgainAfter, signal)
  }
}

export interface Closers {
  /** What has to be undone at the end, the last first; with how long that may take where the rest must not wait for it. */
  add(close: () => Promise<void> | void, patience?: number): void
  /** Undoes everything. What fails or takes too long is reported, and the rest goes on. */
  closeAll(): Promise<void>
}

interface Closer {
  readonly close: () => Promise<void> | void
  readonly patience: number | undefined
}

/** The parts of the bot that have to be closed, in the order in which they were opened. */
export function createClosers({ clock, log }: { readonly clock: Clock; readonly log: Log }): Closers {
  const closers: Closer[] = []

  async function close(closer: Closer): Promise<void> {
    try {
      await closer.close()
    } catch (error) {
      log.error({ error }, 'A part of the bot could not be stopped properly')
    }
  }

  return {
    add: (close, patience) => void closers.push({ close, patience }),

    async closeAll() {
      for (let closer = closers.pop(); closer !== undefined; closer = closers.pop()) {
        const { patience } = closer
        if (patience === undefined) await close(closer)
        else await isDoneWithin(clock, close(closer), patience)
      }
    },
  }
}
