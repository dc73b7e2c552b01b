import { type REST, RESTEvents } from 'discord.js'
import { seconds } from './domain/clock.ts'
import type { Log } from './log.ts'

/** Shorter waits are part of everyday life with Discord. */
const longWait = seconds(5)

/** Says when discord.js holds a call back for a rate limit that it knows of. */
export function reportWaits(rest: REST, log: Log): void {
  rest.on(RESTEvents.RateLimited, ({ method, url, timeToReset }) => {
    if (timeToReset <= longWait) return
    log.warn(
      { method, url, seconds: Math.ceil(timeToReset / seconds(1)) },
      'A call to Discord waits for its rate limit',
    )
  })
}
