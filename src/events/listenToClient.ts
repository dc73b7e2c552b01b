import { type Client, Events, type Interaction } from 'discord.js'
import type { Log } from '../log.ts'

export interface ClientListening {
  readonly onInteraction: (interaction: Interaction) => Promise<void>
  readonly log: Log
}

/**
 * Joins the client's events to what we do about them. An `error` event without a listener would end the process. Resolves
 * when Discord has sent everything the client starts with.
 */
export function listenToClient(client: Client, { onInteraction, log }: ClientListening): Promise<void> {
  client.on(Events.InteractionCreate, (interaction) => void onInteraction(interaction))
  client.on(Events.Error, (error) => log.error({ error }, 'The Discord client reported an error'))
  client.on(Events.ShardError, (error) => log.warn({ error }, 'The connection to Discord failed and is made again'))
  client.on(Events.ShardReconnecting, () => log.info('The connection to Discord is made again'))
  client.on(Events.ShardDisconnect, ({ code }) => log.warn({ code }, 'Discord closed the connection for good'))
  client.on(Events.Invalidated, () =>
    log.error('Discord ended the session; check DISCORD_TOKEN and start the bot again'),
  )
  return new Promise((resolve) => {
    client.once(Events.ClientReady, (ready) => {
      log.info({ guilds: ready.guilds.cache.size }, 'Connected to Discord')
      resolve()
    })
  })
}
