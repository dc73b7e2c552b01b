import { type Client, DiscordjsError, DiscordjsErrorCodes, Events } from 'discord.js'
import { type Clock, minutes, seconds } from './domain/clock.ts'
import { explainClose, tokenRefused } from './explainClose.ts'
import { withTimeout } from './lib/timeout.ts'
import type { Log } from './log.ts'
import { StartFailure } from './startFailure.ts'
import { watchConnection } from './watchConnection.ts'

export interface ClientConnection {
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
