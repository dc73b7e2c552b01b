import { type Client, Events } from 'discord.js'
import { type Clock, minutes, seconds } from './domain/clock.ts'
import type { Log } from './log.ts'

export interface ConnectionWatch {
  readonly client: Client
  readonly clock: Clock
  readonly log: Log
  /** Called with a sentence when the connection has been away for too long. */
  readonly onGone: (reason: string) => void
}

/** Without a connection commands are not heard, which is said after these times. */
const remindAfter = [minutes(5), minutes(15)]
/**
 * After this a process that is begun anew is more likely to help than this one. discord.js connects again for ever, but it
 * also waits for ever where Discord does not answer a resume.
 */
const giveUpAfter = minutes(30)

/** Says when the connection to the gateway is lost, stays away and is back. The returned function ends it. */
export function watchConnection({ client, clock, log, onGone }: ConnectionWatch): () => void {
  const away = new Set<number>()
  let awaySince = 0
  let timers: (() => void)[] = []
  let isEnded = false

  function cancelTimers(): void {
    for (const cancel of timers) cancel()
    timers = []
  }

  function lose(shard: number, error?: Error): void {
    // Each attempt to connect again that fails ends here as well.
    if (isEnded || away.has(shard)) return
    away.add(shard)
    log.warn({ error }, 'The connection to Discord is lost and made again')
    if (away.size > 1) return
    awaySince = clock.now()
    timers = remindAfter.map((time) =>
      clock.after(time, () =>
        log.error({ minutes: time / minutes(1) }, 'No connection to Discord: commands are not heard'),
      ),
    )
    timers.push(
      clock.after(giveUpAfter, () => onGone(`Discord could not be reached for ${giveUpAfter / minutes(1)} minutes.`)),
    )
  }

  function regain(shard: number): void {
    if (!away.delete(shard) || away.size > 0) return
    cancelTimers()
    log.info({ seconds: Math.round((clock.now() - awaySince) / seconds(1)) }, 'Connected to Discord again')
  }

  client.on(Events.ShardReconnecting, (shard) => lose(shard))
  client.on(Events.ShardError, (error, shard) => lose(shard, error))
  client.on(Events.ShardReady, regain)
  client.on(Events.ShardResume, regain)
  return () => {
    isEnded = true
    cancelTimers()
  }
}
