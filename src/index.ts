import { fetch } from 'undici'
import { createApp } from './app.ts'
import { readEnvironment, readProcessEnvironment } from './config/environment.ts'
import { formatProblems } from './config/formatProblems.ts'
import { createLog } from './log.ts'
import { StartFailure } from './startFailure.ts'
import { createSystemClock } from './systemClock.ts'
import { createSystemIdentifiers } from './systemIdentifiers.ts'

const reading = readEnvironment(readProcessEnvironment())
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
  log,
  onStoreLost() {
    log.error('The bot stops at once because another process has its store')
    process.exit(1)
  },
})

// The bot's own timers keep no process alive, and between two connections to Discord nothing else might.
setInterval(() => undefined, 2 ** 30)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    log.info({ signal }, 'Stopping')
    void app.stop().then(() => process.exit(0))
  })
}

// A defect that nobody caught leaves the process in an unknown state. Everything is saved: the next start goes on from there.
for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (error) => {
    log.error({ error }, 'The bot stops because of a defect')
    process.exit(1)
  })
}

try {
  await app.start()
} catch (error) {
  if (error instanceof StartFailure) {
    log.debug({ error }, 'The bot cannot start')
    process.stderr.write(`The bot cannot start. ${error.message}\n`)
  } else {
    log.error({ error }, 'The bot cannot start')
  }
  process.exit(1)
}
