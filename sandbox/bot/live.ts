import { createSystemClock } from '../../src/systemClock.ts'
import { createShiftedClock } from './createShiftedClock.ts'
import type { LiveOrder, LiveReport, LiveSetup } from './liveOrders.ts'
import { runBot } from './runBot.ts'

/**
 * The real bot as a child process that somebody watches: its time is the true one, and the parent can put it forward. What
 * discord.js and undici wait for stays in true time. Everything else is as in src/index.ts.
 */
const setup = JSON.parse(process.argv[2] ?? '') as LiveSetup
const clock = createShiftedClock({ clock: createSystemClock(), ahead: setup.ahead })

function report(message: LiveReport): void {
  process.send?.(message)
}

// Listening also keeps the process alive.
process.on('message', ({ ahead }: LiveOrder) => {
  clock.putForward(ahead)
  report({ kind: 'putForward', ahead: clock.ahead })
})
// A parent that is gone needs no bot.
process.once('disconnect', () => process.exit(1))
// Ctrl-C reaches parent and child alike: the parent decides.
process.on('SIGINT', () => undefined)

await runBot({ clock, report })
