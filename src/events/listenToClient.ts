import { type Client, Events, type Interaction } from 'discord.js'
import type { Log } from '../log.ts'

export interface ClientListening {
  readonly onInteraction: (interaction: Interaction) => Promise<void>
  readonly log: Log
}

/**
 * Joins the client's events to what we do about them. An `error` event without a listener would end the process; a handler
 * that fails, too.
 */
export function listenToClient(client: Client, { onInteraction, log }: ClientListening): void {
  client.on(Events.InteractionCreate, (interaction) => {
    onInteraction(interaction).catch((error: unknown) => {
      log.error({ error, interactionId: interaction.id }, 'An interaction could not be handled')
    })
  })
  client.on(Events.Error, (error) => log.error({ error }, 'The Discord client reported an error'))
}
