import { DefaultRestOptions } from 'discord.js'
import { createGatedStore } from './createGatedStore.ts'
import { createSteppedClock } from './createSteppedClock.ts'
import type { Order, Report, Setup } from './orders.ts'
import { runBot } from './runBot.ts'
import { trackStore } from './trackStore.ts'
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
const gates = createGatedStore({ setup, report, die })

function report(message: Report): void {
  process.send?.(message)
}

/** Without a chance to do anything more; what was reported has to be out first. */
function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL')
  return new Promise<never>(() => undefined)
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

// Not awaited, which only a module could: the tests make one script of it.
void runBot({ clock, decorateStore: (store) => gates.decorate(trackStore(store, work)), report })
