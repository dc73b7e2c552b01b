import {
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
  SlashCommandBuilder,
  SlashCommandSubcommandBuilder,
} from 'discord.js'
import { findAccount } from '../domain/policy.ts'
import { UserError } from '../domain/userError.ts'
import type { SlashCommand, Subcommand } from '../interactions/handler.ts'
import { readOrigin } from '../interactions/origin.ts'
import { renderHelp } from '../views/help.ts'
import { renderQueue } from '../views/queue.ts'
import { en } from '../views/text/en.ts'
import { localize, selectTexts } from '../views/text/texts.ts'
import { renderUsage } from '../views/usage.ts'
import { history } from './history.ts'
import { privacy } from './privacy.ts'
import { run, show } from './recipes.ts'
import { settings } from './settings.ts'
import { storyboard } from './storyboard.ts'
import { video } from './video.ts'
import { setCommandWords } from './words.ts'

/** `/kling help`: what the bot can do at this place. */
const help: Subcommand = {
  name: 'help',
  define: () => setCommandWords(new SlashCommandSubcommandBuilder(), 'help'),
  execute: async (interaction, { policy, servers }) => {
    const place = readOrigin(interaction, true)
    // Everything else is as true without it.
    const standing = await servers.standingOf(place).catch(() => undefined)
    return {
      kind: 'reply',
      view: renderHelp(selectTexts(interaction.locale), policy, place, standing),
      ephemeral: true,
    }
  },
}

/** `/kling queue`: always private. */
const queue: Subcommand = {
  name: 'queue',
  define: () => setCommandWords(new SlashCommandSubcommandBuilder(), 'queue'),
  execute: async (interaction, { generations }) => ({
    kind: 'reply',
    view: renderQueue(selectTexts(interaction.locale), await generations.list(interaction.user.id)),
    ephemeral: true,
  }),
}

/** `/kling usage`: always private. The server's part is for those who may manage a server that may spend. */
const usage: Subcommand = {
  name: 'usage',
  define: () => setCommandWords(new SlashCommandSubcommandBuilder(), 'usage'),
  execute: async (interaction, { usage: book, servers, policy }) => {
    const place = readOrigin(interaction, true)
    const { userId, guildId } = place
    const isServers = guildId !== undefined && findAccount(policy, place) === 'guild'
    const seesServer = interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild) ?? false
    const own = (await servers.standingOf(place)).limits
    const usage = await book.usageOf({ userId, ...(isServers && { guildId, own }), seesServer })
    const view = renderUsage(selectTexts(interaction.locale), usage, policy, place)
    return { kind: 'reply', view, ephemeral: true }
  },
}

const subcommands: readonly Subcommand[] = [
  video,
  storyboard,
  run,
  queue,
  history,
  show,
  usage,
  settings,
  privacy,
  help,
]

function findSubcommand(name: string | null): Subcommand {
  const subcommand = subcommands.find((each) => each.name === name)
  if (subcommand === undefined) throw new UserError({ code: 'outdated' })
  return subcommand
}

/** `/kling`, with everything below it. */
export const kling: SlashCommand = {
  kind: 'slashCommand',
  name: 'kling',
  define: (policy) => {
    const builder = new SlashCommandBuilder()
      .setName('kling')
      .setDescription(en.commandDescriptions.kling)
      .setDescriptionLocalizations(localize(({ commandDescriptions }) => commandDescriptions.kling))
      .setIntegrationTypes(ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall)
      .setContexts(InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel)
    for (const { isOffered, define } of subcommands) {
      if (isOffered?.(policy) ?? true) builder.addSubcommand(define(policy))
    }
    return builder.toJSON()
  },
  execute: async (interaction, services) =>
    findSubcommand(interaction.options.getSubcommand(false)).execute(interaction, services),
  complete: async (interaction, services) =>
    (await findSubcommand(interaction.options.getSubcommand(false)).complete?.(interaction, services)) ?? [],
}
