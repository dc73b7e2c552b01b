import { PermissionFlagsBits, SlashCommandSubcommandBuilder } from 'discord.js'
import { findAccount } from '../domain/policy.ts'
import { readOrigin } from '../views/readOrigin.ts'
import { en } from '../views/text/en.ts'
import { selectTexts } from '../views/text/texts.ts'
import { renderUsage } from '../views/usage.ts'
import type { Subcommand } from './command.ts'

/** `/kling usage`: always private. The server's part is for those who may manage a server that may spend. */
export const usage: Subcommand = {
  name: 'usage',
  define: () => new SlashCommandSubcommandBuilder().setName('usage').setDescription(en.commandDescriptions.usage),
  execute: async (interaction, { usage: book, policy }) => {
    const place = readOrigin(interaction, true)
    const { userId, guildId } = place
    const seesServer =
      guildId !== undefined &&
      interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild) === true &&
      findAccount(policy, place) === 'guild'
    const view = renderUsage(
      selectTexts(interaction.locale),
      await book.usageOf({ userId, ...(seesServer && { guildId }) }),
    )
    return { kind: 'reply', view, ephemeral: true }
  },
}
