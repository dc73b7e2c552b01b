import { DefaultRestOptions } from 'discord.js'
import { fetch } from 'undici'
import { type App, createApp } from '../../src/app.ts'
import { readEnvironment, readProcessEnvironment } from '../../src/config/environment.ts'
import { formatProblems } from '../../src/config/formatProblems.ts'
import { createLog } from '../../src/log.ts'
import { StartFailure } from '../../src/startFailure.ts'
import { createSystemIdentifiers } from '../../src/systemIdentifiers.ts'
import { createGatedStore } from './createGatedStore.ts'
import { createSteppedClock } from './createSteppedClock.ts'
import type { Order, Report, Setup } from './orders.ts'
import { watchWork } from './watchWork.ts'

/**
 * The real bot as a child process of a test: its time stands still until the parent moves it, and the parent sees and holds
 * its writes. Everything else is as in src/index.ts.
 */
// discord.js holds requests back in its own time, which is not ours.
Object.assign(DefaultRestOptions, { globalRequestsPerSecond: Number.MAX_SAFE_INTEGER })

const setup = JSON.parse(process.argv[2] ?? '') as Setup
const work = watchWork()
const clock = createSteppedClock(setup.now)
const gates = createGatedStore({ setup, work, report, die })
const app = createBot()

function report(message: Report): void {
  process.send?.(message)
}

/** Without a chance to do anything more; what was reported has to be out first. */
function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL')
  return new Promise<never>(() => undefined)
}

function createBot(): App {
  const reading = readEnvironment(readProcessEnvironment())
  if (!reading.ok) throw new Error(formatProblems(reading.problems))
  const { environment } = reading
  return createApp({
    environment,
    clock,
    identifiers: createSystemIdentifiers(),
    fetch,
    log: createLog({ level: environment.logLevel, secrets: environment.secrets }),
    decorateStore: gates.decorate,
    onStoreLost: () => process.exit(1),
  })
}

async function advance(number: number, to: number): Promise<void> {
  clock.moveTo(to)
  const requests = await work.untilQuiet()
  const { nextTimerAt } = clock
  report({ kind: 'quiet', number, requests, ...(nextTimerAt !== undefined && { nextTimerAt }) })
}

process.on('message', (order: Order) => {
  if (order.kind === 'advance') void advance(order.number, order.to)
  if (order.kind === 'release') gates.release(order.generationId)
})
// A parent that is gone needs no bot.
process.once('disconnect', () => process.exit(1))
process.once('SIGTERM', () => void app.stop().then(() => process.exit(0)))

try {
  await app.start()
  report({ kind: 'serving' })
} catch (error) {
  if (!(error instanceof StartFailure)) throw error
  report({ kind: 'refused', message: error.message })
}
