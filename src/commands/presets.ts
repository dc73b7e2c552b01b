import {
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  SlashCommandSubcommandBuilder,
  SlashCommandSubcommandGroupBuilder,
} from 'discord.js'
import type { Presets } from '../domain/contracts/presets.ts'
import type { Admin } from '../domain/contracts/servers.ts'
import { findLimits } from '../domain/models.ts'
import { findPlaceError } from '../domain/policy.ts'
import { findOffer } from '../domain/preferences.ts'
import { longestName, mostPresets, type Preset } from '../domain/preset.ts'
import { readText } from '../domain/text.ts'
import { UserError } from '../domain/userError.ts'
import { readAdmin } from '../interactions/admin.ts'
import { createCustomId } from '../interactions/customId.ts'
import type { Choice, MessageResponse, OpenedModal, Services } from '../interactions/handler.ts'
import { readOrigin } from '../interactions/origin.ts'
import { renderSentence } from '../views/components.ts'
import { renderPreset, renderPresetForm, renderPresetList, renderRemovedPreset } from '../views/presets.ts'
import { renderSettings } from '../views/settings.ts'
import type { Texts } from '../views/text/en.ts'
import { selectTexts } from '../views/text/texts.ts'
import { setWords } from './words.ts'

interface Asked {
  readonly interaction: ChatInputCommandInteraction
  readonly services: Services
  readonly admin: Admin
  readonly texts: Texts
}

type Answer = MessageResponse | OpenedModal

const say = (view: MessageResponse['view']): MessageResponse => ({ kind: 'reply', view, ephemeral: true })

/** Opens the form of a new one, unless there is no room for it: then what is typed would be lost. */
async function add({ services: { presets, servers, policy }, admin, texts }: Asked): Promise<Answer> {
  if ((await presets.list(admin.guildId)).length >= mostPresets)
    return say(renderSentence(texts.presetCard.tooMany(mostPresets)))
  const limits = findLimits(policy.providers.flatMap(({ models }) => models))
  if (limits === undefined) throw new UserError({ code: 'notFound' })
  const customId = createCustomId('addPreset', await servers.openPanel(admin))
  return { kind: 'modal', modal: renderPresetForm(texts, customId, limits.prompt.longest) }
}

async function edit({ interaction, services, admin, texts }: Asked): Promise<Answer> {
  const preset = await findNamed(interaction, services.presets, admin)
  if (preset === undefined) return say(renderSentence(texts.presetCard.gone))
  const panel = await services.servers.openPanel(admin)
  return say(renderPreset(texts, panel, preset, findOffer(services.policy.providers)))
}

async function remove({ interaction, services: { presets, servers }, admin, texts }: Asked): Promise<Answer> {
  const named = await findNamed(interaction, presets, admin)
  const removed = named && (await presets.remove(named))
  if (removed !== undefined) await servers.note(admin, { kind: 'presetRemoved', name: removed.name })
  return say(removed === undefined ? renderSentence(texts.presetCard.gone) : renderRemovedPreset(texts, removed))
}

async function list({ services: { presets }, admin, texts }: Asked): Promise<Answer> {
  return say(renderPresetList(texts, await presets.list(admin.guildId)))
}

/** What holds where a member chose nothing. */
async function defaults({ services: { preferences, servers, policy }, admin, texts }: Asked): Promise<Answer> {
  const [recordId, settings] = await Promise.all([
    servers.openPanel(admin),
    preferences.settingsOf({ kind: 'server', id: admin.guildId }),
  ])
  const card = {
    kind: 'server',
    recordId,
    settings,
    inherited: {},
    usualQuote: policy.quoteAbove,
    offer: findOffer(policy.providers),
  } as const
  return say(renderSettings(texts, card))
}

function findNamed(
  { options }: ChatInputCommandInteraction,
  presets: Presets,
  { guildId }: Admin,
): Promise<Preset | undefined> {
  return presets.findByName(guildId, readText(options.get('preset')?.value) ?? '')
}

const verbs = { add, edit, remove, list, defaults } as const
type Verb = keyof typeof verbs

const isVerb = (name: string | null): name is Verb => name !== null && Object.hasOwn(verbs, name)

/** The names of a server's presets that have the typed letters in them. */
export async function suggestPresets(
  { guildId, options }: AutocompleteInteraction,
  { presets }: Pick<Services, 'presets'>,
): Promise<Choice[]> {
  const { name, value } = options.getFocused(true)
  if (name !== 'preset' || guildId === null) return []
  const typed = value.trim().toLocaleLowerCase()
  const found = (await presets.list(guildId)).filter((each) => each.name.toLocaleLowerCase().includes(typed))
  return found.map((each) => ({ name: each.name, value: each.name }))
}

function defineVerb(verb: Verb): SlashCommandSubcommandBuilder {
  const builder = setWords(
    new SlashCommandSubcommandBuilder(),
    ({ presetCommandNames }) => presetCommandNames[verb],
    ({ presetCommandDescriptions }) => presetCommandDescriptions[verb],
  )
  if (verb !== 'edit' && verb !== 'remove') return builder
  return builder.addStringOption((option) =>
    setWords(
      option,
      ({ optionNames }) => optionNames.preset,
      ({ presetCommandDescriptions }) => presetCommandDescriptions.which,
    )
      .setRequired(true)
      .setAutocomplete(true)
      .setMaxLength(longestName),
  )
}

/** `/kling-admin preset`: what a server prepares for its members. Every answer is private. */
export const presetGroup = {
  name: 'preset',
  define: () => {
    const group = setWords(
      new SlashCommandSubcommandGroupBuilder(),
      ({ presetCommandNames }) => presetCommandNames.group,
      ({ presetCommandDescriptions }) => presetCommandDescriptions.group,
    )
    for (const verb of ['add', 'edit', 'remove', 'list', 'defaults'] as const) group.addSubcommand(defineVerb(verb))
    return group
  },
  async execute(interaction: ChatInputCommandInteraction, services: Services): Promise<Answer> {
    const verb = interaction.options.getSubcommand(false)
    if (!isVerb(verb)) throw new UserError({ code: 'outdated' })
    const admin = readAdmin(interaction)
    const refusal = findPlaceError(services.policy, readOrigin(interaction, true))
    if (refusal !== undefined) throw new UserError(refusal)
    return verbs[verb]({ interaction, services, admin, texts: selectTexts(interaction.locale) })
  },
  complete: suggestPresets,
}
