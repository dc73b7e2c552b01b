import { ApplicationIntegrationType, InteractionContextType, SlashCommandBuilder } from 'discord.js'
import { UserError } from '../domain/userError.ts'
import { en } from '../views/text/en.ts'
import type { Command, Subcommand } from './command.ts'
import { help } from './help.ts'
import { queue } from './queue.ts'
import { usage } from './usage.ts'
import { video } from './video.ts'

const subcommands: readonly Subcommand[] = [video, queue, usage, help]

/** `/kling`, with everything below it. */
export const kling: Command = {
  name: 'kling',
  define: (policy) => {
    const builder = new SlashCommandBuilder()
      .setName('kling')
      .setDescription(en.commandDescriptions.kling)
      .setIntegrationTypes(ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall)
      .setContexts(InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel)
    for (const subcommand of subcommands) builder.addSubcommand(subcommand.define(policy))
    return builder.toJSON()
  },
  execute: async (interaction, services) => {
    const name = interaction.options.getSubcommand(false)
    const subcommand = subcommands.find((each) => each.name === name)
    if (subcommand === undefined) throw new UserError({ code: 'outdated' })
    return subcommand.execute(interaction, services)
  },
}
