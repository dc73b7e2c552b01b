import type { ModalSubmitInteraction } from 'discord.js'
import { z } from 'zod'
import type { MessageView } from '../domain/contracts/delivery.ts'
import type { PresetValues, SavedPreset } from '../domain/contracts/presets.ts'
import { findLimits } from '../domain/models.ts'
import { findOffer } from '../domain/preferences.ts'
import { completeTemplate, longestName, type Preset } from '../domain/preset.ts'
import { aspectRatio, duration, quality } from '../domain/request.ts'
import { readText } from '../domain/text.ts'
import { UserError } from '../domain/userError.ts'
import { ofManagers } from '../interactions/access.ts'
import { readAdmin } from '../interactions/admin.ts'
import { createCustomId } from '../interactions/customId.ts'
import type { Actor, Button, ComponentInteraction, FreeServices, Modal, Select } from '../interactions/handler.ts'
import { renderSentence } from '../views/components.ts'
import { asChosen, presetFields, renderPreset, renderPresetForm, renderRemovedPreset } from '../views/presets.ts'
import { addTyped } from '../views/refusal.ts'
import type { Texts } from '../views/text/en.ts'
import { selectTexts } from '../views/text/texts.ts'

/** The server is the one in which it is pressed: that of the panel, which was asked of already. */
function keyOf({ guildId }: Actor, id = '') {
  if (guildId === undefined) throw new UserError({ code: 'wrongPlace' })
  return { guildId, id }
}

/** The words of the form. Discord does not send one without what is required, a forged client may. */
function readForm({ fields }: ModalSubmitInteraction): Pick<PresetValues, 'name' | 'template' | 'negativePrompt'> {
  const read = (field: string) => readText(fields.getTextInputValue(field))
  const name = read(presetFields.name)?.replace(/\s+/g, ' ').slice(0, longestName)
  const template = read(presetFields.template)
  if (name === undefined || template === undefined) throw new UserError({ code: 'promptEmpty' })
  return { name, template: completeTemplate(template), negativePrompt: read(presetFields.negativePrompt) }
}

const listWords = ({ name, template, negativePrompt }: ReturnType<typeof readForm>) =>
  [name, template, negativePrompt].filter((each) => each !== undefined)

/** What was typed into a form is there to copy where it was not saved: Discord has closed the form. */
function renderSaved(
  texts: Texts,
  panelId: string,
  saved: SavedPreset,
  { services: { policy }, typed = [] }: { readonly services: FreeServices; readonly typed?: readonly string[] },
): MessageView {
  const { presetCard } = texts
  if (saved.kind === 'gone') return addTyped(renderSentence(presetCard.gone), typed)
  if (saved.kind === 'tooMany') return addTyped(renderSentence(presetCard.tooMany(saved.limit)), typed)
  const { preset, isRenamed } = saved
  return renderPreset(texts, panelId, preset, findOffer(policy.providers), { isSaved: true, isRenamed })
}

/** In the server's log, like every other change. */
async function noteSaved(
  kind: 'presetAdded' | 'presetChanged',
  interaction: ComponentInteraction,
  saved: SavedPreset,
  { servers }: FreeServices,
): Promise<void> {
  if (saved.kind === 'saved') await servers.note(readAdmin(interaction), { kind, name: saved.preset.name })
}

/** A new preset, from the form that a command opened. */
export const addPreset: Modal = {
  kind: 'modal',
  name: 'addPreset',
  access: ofManagers,
  async execute({ recordId, interaction, actor }, services) {
    const form = readForm(interaction)
    const saved = await services.presets.add(keyOf(actor).guildId, form, actor.userId)
    await noteSaved('presetAdded', interaction, saved, services)
    const view = renderSaved(selectTexts(interaction.locale), recordId, saved, { services, typed: listWords(form) })
    return { kind: 'reply', view, ephemeral: true }
  },
}

/** Other words for a preset. */
export const changePreset: Modal = {
  kind: 'modal',
  name: 'changePreset',
  access: ofManagers,
  argument: z.string(),
  async execute({ recordId, argument, interaction, actor }, services) {
    const form = readForm(interaction)
    const saved = await services.presets.change(keyOf(actor, argument), form, actor.userId)
    await noteSaved('presetChanged', interaction, saved, services)
    const view = renderSaved(selectTexts(interaction.locale), recordId, saved, { services, typed: listWords(form) })
    return { kind: 'update', view }
  },
}

/** Opens the form with the words as they stand. */
export const editPreset: Button = {
  kind: 'button',
  name: 'editPreset',
  access: ofManagers,
  argument: z.string(),
  async execute({ recordId, argument, interaction, actor }, { presets, policy }) {
    const texts = selectTexts(interaction.locale)
    const preset = await presets.find(keyOf(actor, argument))
    const limits = findLimits(policy.providers.flatMap(({ models }) => models))
    if (preset === undefined || limits === undefined)
      return { kind: 'update', view: renderSentence(texts.presetCard.gone) }
    const customId = createCustomId('changePreset', recordId, preset.id)
    return { kind: 'modal', modal: renderPresetForm(texts, customId, limits.prompt.longest, preset) }
  },
}

/** What a select may hand over for each option; an undefined one is left to whoever uses the preset. */
const values = {
  quality,
  aspectRatio,
  duration: z.coerce.number().pipe(duration),
  sound: z.enum(['on', 'off']).transform((word) => word === 'on'),
} as const
const optionOf = z.enum(['quality', 'aspectRatio', 'duration', 'sound'])
const optionArgument = z.string().regex(/^(quality|aspectRatio|duration|sound)\.[A-Za-z0-9_-]+$/)

/** Another value for one option of a preset. */
export const choosePresetOption: Select = {
  kind: 'select',
  name: 'choosePresetOption',
  access: ofManagers,
  argument: optionArgument,
  async execute({ recordId, argument = '', interaction, actor }, services) {
    const [word, id] = argument.split('.')
    const option = optionOf.parse(word)
    const [value] = interaction.values
    const parsed = value === asChosen ? undefined : values[option].safeParse(value)
    if (parsed?.success === false) throw new UserError({ code: 'outdated' })
    const change: Partial<Preset> = { [option]: parsed?.data }
    const saved = await services.presets.change(keyOf(actor, id), change, actor.userId)
    await noteSaved('presetChanged', interaction, saved, services)
    return { kind: 'update', view: renderSaved(selectTexts(interaction.locale), recordId, saved, { services }) }
  },
}

/** Deletes a preset, and shows what it said. */
export const removePreset: Button = {
  kind: 'button',
  name: 'removePreset',
  access: ofManagers,
  argument: z.string(),
  async execute({ argument, interaction, actor }, { presets, servers }) {
    const texts = selectTexts(interaction.locale)
    const removed = await presets.remove(keyOf(actor, argument))
    if (removed !== undefined) await servers.note(readAdmin(interaction), { kind: 'presetRemoved', name: removed.name })
    const view = removed === undefined ? renderSentence(texts.presetCard.gone) : renderRemovedPreset(texts, removed)
    return { kind: 'update', view }
  },
}
