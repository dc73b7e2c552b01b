import { SlashCommandSubcommandBuilder } from 'discord.js'
import { renderQueue } from '../views/queue.ts'
import { en } from '../views/text/en.ts'
import { selectTexts } from '../views/text/texts.ts'
import type { Subcommand } from './command.ts'

/** `/kling queue`: always private. */
export const queue: Subcommand = {
  name: 'queue',
  define: () => new SlashCommandSubcommandBuilder().setName('queue').setDescription(en.commandDescriptions.queue),
  execute: async (interaction, { generations }) => ({
    kind: 'reply',
    view: renderQueue(selectTexts(interaction.locale), await generations.list(interaction.user.id)),
    ephemeral: true,
  }),
}
