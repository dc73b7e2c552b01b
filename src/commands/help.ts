import { SlashCommandSubcommandBuilder } from 'discord.js'
import { readOrigin } from '../views/readOrigin.ts'
import { renderHelp } from '../views/renderHelp.ts'
import { commandSentences } from '../views/sentences/command.ts'
import type { Subcommand } from './command.ts'

/** `/kling help`: what the bot can do at this place. */
export const help: Subcommand = {
  name: 'help',
  define: () => new SlashCommandSubcommandBuilder().setName('help').setDescription(commandSentences.help),
  execute: async (interaction, { policy }) => ({
    kind: 'reply',
    view: renderHelp(policy, readOrigin(interaction, true)),
    ephemeral: true,
  }),
}
