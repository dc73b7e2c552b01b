import { type Client, DiscordjsError, DiscordjsErrorCodes, Events, GatewayCloseCodes } from 'discord.js'
import { type Clock, minutes, seconds } from '../domain/clock.ts'
import { withTimeout } from '../lib/timeout.ts'
import type { Log } from '../log.ts'
import { StartFailure } from '../process/lifetime.ts'

interface ClientConnection {
  readonly client: Client
  readonly token: string
  readonly clock: Clock
  readonly log: Log
  /** Ends the waiting for Discord. */
  readonly signal: AbortSignal
  /** Called with a sentence when the bot hears no commands any more and will not by itself. */
  readonly onGone: (reason: string) => void
}

/** A log-in waits for two answers of the API, the gateway's greeting and its list of servers. */
const loginPatience = minutes(1)

/** Logs in, and resolves when commands are heard. Throws StartFailure. The returned function ends the watch. */
export async function connectClient(connection: ClientConnection): Promise<() => void> {
  const { client, token, clock, log, signal, onGone } = connection
  const refusal = new AbortController()
  let isConnected = false

  client.on(Events.ShardDisconnect, ({ code }) => {
    const reason = explainClose(code)
    if (isConnected) onGone(reason)
    else refusal.abort(new StartFailure(reason))
  })
  const isReady = new Promise<void>((resolve) => {
    client.once(Events.ClientReady, (ready) => {
      log.info({ guilds: ready.guilds.cache.size }, 'Connected to Discord')
      resolve()
    })
  })
  const stopWatching = watchConnection({ client, clock, log, onGone })
  const logIn = () =>
    client.login(token).catch((error: unknown) => {
      // The event before it says more where Discord closed the connection.
      throw refusal.signal.aborted ? refusal.signal.reason : explainLogin(error)
    })
  try {
    await withTimeout(() => Promise.all([logIn(), isReady]), {
      clock,
      milliseconds: loginPatience,
      within: AbortSignal.any([signal, refusal.signal]),
      onTimeout: () =>
        new StartFailure(
          `Discord did not let the bot in within ${loginPatience / seconds(1)} seconds. Earlier lines of the log may say why; then check the network and https://discordstatus.com.`,
        ),
    })
  } catch (error) {
    stopWatching()
    throw error
  }
  isConnected = true
  return stopWatching
}

function explainLogin(error: unknown): StartFailure {
  if (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid) {
    return new StartFailure(tokenRefused)
  }
  const [, again] =
    /^Not enough sessions remaining .* resets at (\S+)$/.exec(error instanceof Error ? error.message : '') ?? []
  if (again !== undefined) {
    return new StartFailure(
      `Discord allows this bot no more log-ins until ${again}. It was started too often: find out why before you start it again.`,
    )
  }
  return new StartFailure(
    'The connection to Discord could not be made. Check the network and https://discordstatus.com.',
    {
      cause: error,
    },
  )
}

interface ConnectionWatch {
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
function watchConnection({ client, clock, log, onGone }: ConnectionWatch): () => void {
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

export const tokenRefused =
  'Discord refused DISCORD_TOKEN. Copy the bot token anew from the Discord Developer Portal: your application, Bot, Reset Token.'

const reasons: Readonly<Record<number, string>> = {
  [GatewayCloseCodes.AuthenticationFailed]: tokenRefused,
  [GatewayCloseCodes.InvalidShard]:
    'Discord shares its servers among connections otherwise than the bot does. Start it again.',
  [GatewayCloseCodes.ShardingRequired]: 'The bot is in too many servers for the connections it has. Start it again.',
  [GatewayCloseCodes.InvalidAPIVersion]: 'Discord does not speak to this version of the bot any more. Update the bot.',
  [GatewayCloseCodes.InvalidIntents]: 'Discord does not know the intents of this version of the bot. Update the bot.',
  [GatewayCloseCodes.DisallowedIntents]:
    'Discord does not allow the bot its intents. See the Discord Developer Portal: your application, Bot, Privileged Gateway Intents.',
}

/** Why Discord closed the gateway for good, and what to do. @see https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway */
function explainClose(code: number): string {
  return reasons[code] ?? `Discord closed the connection for good (${code}). Start the bot again.`
}
