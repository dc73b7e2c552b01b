import { SlashCommandSubcommandBuilder } from 'discord.js'
import { renderHelp } from '../views/help.ts'
import { readOrigin } from '../views/readOrigin.ts'
import { en } from '../views/text/en.ts'
import { selectTexts } from '../views/text/texts.ts'
import type { Subcommand } from './command.ts'

/** `/kling help`: what the bot can do at this place. */
export const help: Subcommand = {
  name: 'help',
  define: () => new SlashCommandSubcommandBuilder().setName('help').setDescription(en.commandDescriptions.help),
  execute: async (interaction, { policy }) => ({
    kind: 'reply',
    view: renderHelp(selectTexts(interaction.locale), policy, readOrigin(interaction, true)),
    ephemeral: true,
  }),
}
