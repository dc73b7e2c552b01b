import { fileURLToPath } from 'node:url'
import { fetch } from 'undici'
import { createApp } from './app.ts'
import { formatProblems, readSettings } from './config/readEnvironment.ts'
import { createLog } from './log.ts'
import { StartFailure } from './process/lifetime.ts'
import { providerDefinitions } from './services/providers/registry.ts'
import { createSystemClock, createSystemIdentifiers } from './system.ts'

// What the bot keeps, and whatever a library leaves behind, is nobody else's to read.
process.umask(0o077)

// A start that fails says so there; that nobody reads it changes nothing.
process.stderr.on('error', () => undefined)

const reading = readSettings(providerDefinitions)
if (!reading.ok) {
  process.stderr.write(`${formatProblems(reading.problems)}\n`)
  process.exit(1)
}

const { environment } = reading
const log = createLog({ level: environment.logLevel, secrets: environment.secrets })
const app = createApp({
  environment,
  clock: createSystemClock(),
  identifiers: createSystemIdentifiers(),
  fetch,
  mediaWorker: fileURLToPath(new URL('./mediaWorker.js', import.meta.url)),
  log,
  onStoreLost() {
    log.error('The bot stops at once because another process has its store')
    end(1)
  },
  onHopeless: () => void stop(1),
})

/** What standard output may take for the last lines; a reader that has stopped gets none of them. */
const lastLinesMilliseconds = 500

/** Ends the process as soon as its last lines are out. */
function end(code: number, leave: () => void = () => process.exit(code)): void {
  setTimeout(leave, lastLinesMilliseconds)
  void log.drain().then(leave)
}

let isStopping = false

async function stop(code: number): Promise<void> {
  isStopping = true
  if (await app.stop()) return end(code)
  // `process.exit` waits for every call to the disk that is under way, and one of them may hang.
  end(1, () => process.kill(process.pid, 'SIGKILL'))
}

// The bot's own timers keep no process alive, and between two connections to Discord nothing else might.
setInterval(() => undefined, 2 ** 30)

// Listened to until the end: systemd and npm send a signal each, and an unheard one would end a paid submit.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    log.info({ signal }, isStopping ? 'Stopping already' : 'Stopping')
    if (!isStopping) void stop(0)
  })
}

// A defect that nobody caught leaves the process in an unknown state. Everything is saved: the next start goes on from there.
for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (error) => {
    log.error({ error }, 'The bot stops because of a defect')
    end(1)
  })
}

try {
  await app.start()
} catch (error) {
  if (!isStopping) refuseToStart(error)
}

function refuseToStart(error: unknown): void {
  if (error instanceof StartFailure) {
    log.debug({ error }, 'The bot cannot start')
    process.stderr.write(`The bot cannot start. ${error.message}\n`)
  } else {
    log.error({ error }, 'The bot cannot start')
  }
  end(1)
}
