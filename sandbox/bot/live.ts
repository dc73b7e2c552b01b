import { subscribe } from 'node:diagnostics_channel'
import { setTimeout as sleep } from 'node:timers/promises'
import { createSystemClock } from '../../src/system.ts'
import { createAllowance } from './createAllowance.ts'
import { createShiftedClock } from './createShiftedClock.ts'
import type { LiveOrder, LiveReport, LiveSetup } from './orders.ts'
import { runBot } from './runBot.ts'
import { trackStore } from './trackStore.ts'
import { watchWork } from './watchWork.ts'

/**
 * The real bot as a child process that somebody watches: its time is the true one, and the parent can put it forward. What
 * discord.js and undici wait for stays in true time. Everything else is as in src/index.ts.
 */
const setup = JSON.parse(process.argv[2] ?? '') as LiveSetup
const work = watchWork()
const clock = createShiftedClock({ clock: createSystemClock(), ahead: setup.ahead })
const allowance = createAllowance(setup.isAllowanceUsedUp)
const pause = 5
const patience = 500

function report(message: LiveReport): void {
  process.send?.(message)
}

async function untilIdle(): Promise<void> {
  while ((await work.untilQuiet()) > 0) await sleep(pause)
}

/**
 * Put forward while it waits for an answer, it would think that it has waited for so long. It may have asked anew since it was
 * told to settle; an answer that somebody withholds is not waited for.
 */
async function putForward(ahead: number): Promise<void> {
  await Promise.race([untilIdle(), sleep(patience)])
  clock.putForward(ahead)
  report({ kind: 'putForward', ahead: clock.ahead })
}

// Listening also keeps the process alive.
process.on('message', (order: LiveOrder) => {
  if (order.kind === 'settle') void untilIdle().then(() => report({ kind: 'settled' }))
  else if (order.kind === 'useUpAllowance') {
    allowance.useUp(order.isUsedUp)
    report({ kind: 'allowanceUsedUp' })
  } else void putForward(order.ahead)
})
subscribe('undici:request:error', (message) => {
  const { request, error } = message as { request: { method: string; path: string }; error: { code?: string } }
  if (error.code === 'ECONNREFUSED') report({ kind: 'unreached', method: request.method, path: request.path })
})
// A parent that is gone needs no bot.
process.once('disconnect', () => process.exit(1))
// Ctrl-C reaches parent and child alike: the parent decides.
process.on('SIGINT', () => undefined)

await runBot({
  clock,
  decorateStore: (store, caps) => allowance.decorate(trackStore(store, work), caps.perPersonPerDay),
  report,
})
