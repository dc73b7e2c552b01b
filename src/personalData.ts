import { writeFile } from 'node:fs/promises'
import { composePrivacy } from './composePrivacy.ts'
import { type Environment, formatProblems, readSettings } from './config/readEnvironment.ts'
import { seconds } from './domain/clock.ts'
import type { Privacy } from './domain/contracts/privacy.ts'
import { LeaseHeld, StoreFailure } from './domain/contracts/store.ts'
import { createLog } from './log.ts'
import { findDatabaseFolder, prepareFolder, StartFailure } from './process/lifetime.ts'
import { createMedia } from './services/media/mediaStore.ts'
import { providerDefinitions } from './services/providers/registry.ts'
import { createSchedule } from './services/schedule/schedule.ts'
import { createStore } from './services/store/createStore.ts'
import { createSystemClock } from './system.ts'

// Process entry of the operator's commands about the data of one person; what they do is what /kling privacy does.

process.umask(0o077)

const usage = `Usage:
  npm run export-data -- USER FILE   writes all that is kept of the person into a new file
  npm run forget -- USER             deletes it
USER is the person's Discord id: 17 to 20 digits.`

/** Renewed while the command runs; as long as that of the bot itself. */
const leaseLength = seconds(15)
const probe = '.can-be-written'

type Work = (privacy: Privacy) => Promise<string>

const fileProblems: Readonly<Record<string, string>> = {
  EEXIST: 'a file is there already',
  ENOENT: 'its folder is not there',
  EACCES: 'this user may not write there',
  EISDIR: 'it is a folder',
}

const count = (amount: number, one: string) => `${amount} ${one}${amount === 1 ? '' : 's'}`
const nothingOf = (userId: string) => `Nothing is kept of ${userId}. Check the id if that surprises you.`

const exportInto =
  (userId: string, file: string): Work =>
  async (privacy) => {
    const { text, videos, records } = await privacy.export(userId, Number.POSITIVE_INFINITY)
    if (videos === 0 && records === 0) return `${nothingOf(userId)} No file was written.`
    try {
      await writeFile(file, text, { flag: 'wx', mode: 0o600 })
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : ''
      throw new StartFailure(`${file} was not written: ${fileProblems[code] ?? code}. Name another file.`, {
        cause: error,
      })
    }
    return `Wrote ${count(videos, 'video')} and ${count(records, 'other record')} of ${userId} into ${file}.`
  }

const forget =
  (userId: string): Work =>
  async (privacy) => {
    const { videos, records } = await privacy.export(userId)
    if (videos === 0 && records === 0) return `${nothingOf(userId)} Nothing was deleted.`
    const { restAt } = await privacy.delete(userId)
    if (restAt === undefined)
      return `Deleted what was kept of ${userId}. Blocks, open reports and the servers' logs stay.`
    const when = `${new Date(restAt).toISOString().slice(0, 16).replace('T', ' ')} UTC`
    return `Deleted what was kept of ${userId}, but for what began today or is still being made: the bot deletes that from ${when} on, once it runs. Blocks, open reports and the servers' logs stay.`
  }

/** Nothing where the command was not typed as it is meant. */
function readCommand([command, userId = '', file, ...others]: readonly string[]): Work | undefined {
  if (!/^\d{17,20}$/.test(userId) || others.length > 0) return undefined
  if (command === 'export' && file !== undefined) return exportInto(userId, file)
  return command === 'forget' && file === undefined ? forget(userId) : undefined
}

/** Does it with the store to itself, so that neither writes into what the bot has in hand. Throws StartFailure. */
async function run(environment: Environment, work: Work): Promise<string> {
  const clock = createSystemClock()
  const toErrors = { write: (line: string) => void process.stderr.write(line) }
  const log = createLog({ level: 'error', secrets: environment.secrets, destination: toErrors })
  const folder = findDatabaseFolder(environment.databaseUrl)
  if (folder !== undefined) await prepareFolder({ directory: folder, variable: 'DATABASE_URL', probe })
  const store = await createStore({ url: environment.databaseUrl, clock, log })
  try {
    await store.lease('process', leaseLength)
    const { directory, capBytes, retention } = environment.media
    await prepareFolder({ directory, variable: 'MEDIA_DIRECTORY', probe })
    const references = store.generations
    const media = await createMedia({ directory, capBytes, retentionMilliseconds: retention, references, clock, log })
    const schedule = createSchedule({ store, clock, log })
    const planRest = (subject: string, at: number) => schedule.plan('deletePerson', subject, at)
    try {
      return await work(composePrivacy({ environment, store, media, planRest, clock, log }))
    } finally {
      schedule.stop()
    }
  } finally {
    await store.close()
  }
}

function explain(error: unknown): string {
  if (error instanceof StartFailure) return error.message
  if (error instanceof LeaseHeld) {
    return 'The bot is running on this store, so nothing was done. Stop it first; after a crash, wait 15 seconds. While it runs, people have the same by /kling privacy.'
  }
  const cause = error instanceof Error ? (error.cause ?? error) : error
  if (cause instanceof StoreFailure) return `${cause.message}. Check DATABASE_URL, then type the command again.`
  throw error
}

function refuse(problem: string): never {
  process.stderr.write(`${problem}\n`)
  process.exit(1)
}

const work = readCommand(process.argv.slice(2)) ?? refuse(usage)
const reading = readSettings(providerDefinitions)
if (!reading.ok) refuse(formatProblems(reading.problems))
try {
  process.stdout.write(`${await run(reading.environment, work)}\n`)
} catch (error) {
  refuse(explain(error))
}
