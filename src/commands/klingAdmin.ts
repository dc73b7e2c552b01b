import {
  ApplicationIntegrationType,
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  InteractionContextType,
  PermissionFlagsBits,
  SlashCommandBuilder,
  SlashCommandSubcommandBuilder,
} from 'discord.js'
import type { Admin } from '../domain/contracts/servers.ts'
import { findPlaceError, type Policy } from '../domain/policy.ts'
import { UserError } from '../domain/userError.ts'
import type { SlashCommand, Subcommand } from '../interactions/handler.ts'
import { readOrigin } from '../interactions/origin.ts'
import { renderSpending } from '../views/adminUsage.ts'
import { en, type Texts } from '../views/text/en.ts'
import { localize, selectTexts } from '../views/text/texts.ts'
import { presetGroup } from './presets.ts'
import { setWords } from './words.ts'

/** Whom Discord let through. Throws a UserError where the server's videos are nobody's to look after. */
function readAdmin(interaction: ChatInputCommandInteraction, policy: Policy): Admin {
  const { guildId, user, memberPermissions } = interaction
  if (guildId === null) throw new UserError({ code: 'outdated' })
  const refusal = findPlaceError(policy, readOrigin(interaction, true))
  if (refusal !== undefined) throw new UserError(refusal)
  const mayManageServer = memberPermissions?.has(PermissionFlagsBits.ManageGuild) ?? false
  return { userId: user.id, guildId, mayManageServer }
}

function setAdminWords(name: keyof Texts['adminCommandNames']): SlashCommandSubcommandBuilder {
  return setWords(
    new SlashCommandSubcommandBuilder(),
    ({ adminCommandNames }) => adminCommandNames[name],
    ({ adminCommandDescriptions }) => adminCommandDescriptions[name],
  )
}

/** `/kling-admin usage`: who spent what this month, for whoever asked alone. */
const usage: Subcommand = {
  name: 'usage',
  define: () => setAdminWords('usage'),
  async execute(interaction, { servers, policy }) {
    const admin = readAdmin(interaction, policy)
    const [panel, spending] = await Promise.all([servers.openPanel(admin), servers.spendingOf(admin.guildId, 0)])
    return { kind: 'reply', view: renderSpending(selectTexts(interaction.locale), panel, spending), ephemeral: true }
  },
}

const subcommands: readonly Subcommand[] = [usage]

function findSubcommand({ options }: ChatInputCommandInteraction | AutocompleteInteraction) {
  const group = options.getSubcommandGroup(false)
  if (group === presetGroup.name) return presetGroup
  const name = options.getSubcommand(false)
  const subcommand = group === null ? subcommands.find((each) => each.name === name) : undefined
  if (subcommand === undefined) throw new UserError({ code: 'outdated' })
  return subcommand
}

/**
 * `/kling-admin`, for those who manage a server. Discord lets nobody else use it, unless the server's own rules for commands say
 * so; every answer is private.
 */
export const klingAdmin: SlashCommand = {
  kind: 'slashCommand',
  name: 'kling-admin',
  define: (policy) => {
    const builder = new SlashCommandBuilder()
      .setName('kling-admin')
      .setDescription(en.adminCommandDescriptions.root)
      .setDescriptionLocalizations(localize(({ adminCommandDescriptions }) => adminCommandDescriptions.root))
      .setDefaultMemberPermissions(PermissionFlagsBits.ManageGuild)
      .setIntegrationTypes(ApplicationIntegrationType.GuildInstall)
      .setContexts(InteractionContextType.Guild)
    for (const subcommand of subcommands) builder.addSubcommand(subcommand.define(policy))
    return builder.addSubcommandGroup(presetGroup.define()).toJSON()
  },
  execute: async (interaction, services) => findSubcommand(interaction).execute(interaction, services),
  complete: async (interaction, services) =>
    (await findSubcommand(interaction).complete?.(interaction, services)) ?? [],
}
