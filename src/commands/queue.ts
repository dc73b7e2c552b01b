import { SlashCommandSubcommandBuilder } from 'discord.js'
import { renderQueue } from '../views/renderQueue.ts'
import { commandSentences } from '../views/sentences/command.ts'
import type { Subcommand } from './command.ts'

/** `/kling queue`: always private. */
export const queue: Subcommand = {
  name: 'queue',
  define: () => new SlashCommandSubcommandBuilder().setName('queue').setDescription(commandSentences.queue),
  execute: async (interaction, { generations }) => ({
    kind: 'reply',
    view: renderQueue(await generations.list(interaction.user.id)),
    ephemeral: true,
  }),
}
