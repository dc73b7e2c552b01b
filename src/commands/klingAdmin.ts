import {
  ApplicationIntegrationType,
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  InteractionContextType,
  PermissionFlagsBits,
  type SharedNameAndDescription,
  SlashCommandBuilder,
  SlashCommandSubcommandBuilder,
} from 'discord.js'
import type { MessageView } from '../domain/contracts/delivery.ts'
import type { Admin } from '../domain/contracts/servers.ts'
import { findPlaceError } from '../domain/policy.ts'
import { findOffer } from '../domain/preferences.ts'
import { blockLength, blockLengths } from '../domain/server.ts'
import { UserError } from '../domain/userError.ts'
import { readAdmin } from '../interactions/admin.ts'
import type { Services, SlashCommand, Subcommand } from '../interactions/handler.ts'
import { readOrigin } from '../interactions/origin.ts'
import { renderLimits } from '../views/adminLimits.ts'
import { renderBlocked, renderBlocks, renderLog, renderSpending, renderUnblocked } from '../views/adminLists.ts'
import { renderServerSettings } from '../views/adminSettings.ts'
import { renderReports } from '../views/reports.ts'
import { en, type Texts } from '../views/text/en.ts'
import { localize, selectTexts } from '../views/text/texts.ts'
import { presetGroup } from './presets.ts'
import { setWords } from './words.ts'

type AdminCommand = keyof Texts['adminCommandNames']

/** Adds the options to what has its name and description. */
type AddOptions = (builder: SlashCommandSubcommandBuilder) => SlashCommandSubcommandBuilder

interface Asked {
  readonly interaction: ChatInputCommandInteraction
  readonly admin: Admin
  readonly texts: Texts
  readonly services: Services
  /** The id that the components of the answer carry. */
  readonly openPanel: () => Promise<string>
}

/** One entry below `/kling-admin`, answered in private to whom Discord let through where the operator lets the bot serve. */
function createSubcommand(
  name: AdminCommand,
  render: (asked: Asked) => Promise<MessageView>,
  addOptions: AddOptions = (builder) => builder,
): Subcommand {
  return {
    name,
    define: () => {
      const builder = new SlashCommandSubcommandBuilder()
      const describe = ({ adminCommandDescriptions }: Texts) => adminCommandDescriptions[name]
      return addOptions(setWords(builder, ({ adminCommandNames }) => adminCommandNames[name], describe))
    },
    async execute(interaction, services) {
      const admin = readAdmin(interaction)
      const refusal = findPlaceError(services.policy, readOrigin(interaction, true))
      if (refusal !== undefined) throw new UserError(refusal)
      const texts = selectTexts(interaction.locale)
      const openPanel = () => services.servers.openPanel(admin)
      return { kind: 'reply', view: await render({ interaction, admin, texts, services, openPanel }), ephemeral: true }
    },
  }
}

function setAdminOption<Builder extends SharedNameAndDescription>(
  builder: Builder,
  name: keyof Texts['adminOptionNames'],
): Builder {
  const describe = ({ adminOptionDescriptions }: Texts) => adminOptionDescriptions[name]
  return setWords(builder, ({ adminOptionNames }) => adminOptionNames[name], describe)
}

const addPerson: AddOptions = (builder) =>
  builder.addUserOption((option) => setAdminOption(option, 'person').setRequired(true))

const usage = createSubcommand('usage', async ({ admin, texts, services, openPanel }) => {
  const spending = await services.servers.spendingOf(admin.guildId, 0)
  return renderSpending(texts, await openPanel(), spending)
})

const limits = createSubcommand('limits', async ({ admin, texts, services: { servers, policy }, openPanel }) => {
  const settings = await servers.settingsOf(admin.guildId)
  return renderLimits(texts, await openPanel(), settings, policy.caps)
})

const settings = createSubcommand('settings', async ({ admin, texts, services, openPanel }) => {
  const { servers, preferences, policy } = services
  const present = await servers.settingsOf(admin.guildId)
  const { choices } = await preferences.settingsOf({ kind: 'server', id: admin.guildId })
  const { qualities } = findOffer(policy.providers)
  const chosen = { quoteAbove: choices.quoteAbove, usualQuote: policy.quoteAbove }
  return renderServerSettings(texts, { panelId: await openPanel(), settings: present, ...chosen, qualities })
})

const longestReason = 300

const block = createSubcommand(
  'block',
  async ({ interaction, admin, texts, services: { servers } }) => {
    const { options } = interaction
    const { id: userId } = options.getUser('person', true)
    const reason = options.getString('reason', true)
    const chosen = blockLength.safeParse(options.getString('for')).data ?? 'forever'
    const blocked = await servers.block(admin, { userId, reason, length: blockLengths[chosen] })
    return renderBlocked(texts, blocked)
  },
  (builder) =>
    addPerson(builder)
      .addStringOption((option) => setAdminOption(option, 'reason').setRequired(true).setMaxLength(longestReason))
      .addStringOption((option) =>
        setAdminOption(option, 'for').addChoices(
          blockLength.options.map((value) => ({
            name: en.blockLengths[value],
            name_localizations: localize((texts) => texts.blockLengths[value]),
            value,
          })),
        ),
      ),
)

const unblock = createSubcommand(
  'unblock',
  async ({ interaction, admin, texts, services: { servers } }) => {
    const { id } = interaction.options.getUser('person', true)
    return renderUnblocked(texts, id, await servers.unblock(admin, id))
  },
  (builder) => addPerson(builder),
)

const blocks = createSubcommand('blocks', async ({ admin, texts, services, openPanel }) => {
  const page = await services.servers.blocksOf(admin.guildId, 0)
  return renderBlocks(texts, await openPanel(), page)
})

const reports = createSubcommand('reports', async ({ admin, texts, services, openPanel }) => {
  const page = await services.reports.listOf(admin.guildId, 0)
  return renderReports(texts, await openPanel(), page)
})

const log = createSubcommand('log', async ({ admin, texts, services, openPanel }) => {
  const page = await services.servers.logOf(admin.guildId, 0)
  return renderLog(texts, await openPanel(), page)
})

const subcommands: readonly Subcommand[] = [usage, limits, settings, block, unblock, blocks, reports, log]

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
