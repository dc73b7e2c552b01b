import {
  type APIComponentInContainer,
  type APIModalInteractionResponseCallbackData,
  type APISelectMenuOption,
  ButtonStyle,
  Colors,
  ComponentType,
  TextInputStyle,
} from 'discord.js'
import type { MessageView } from '../domain/contracts/delivery.ts'
import type { Offer } from '../domain/preferences.ts'
import { longestName, type Preset, placeholder } from '../domain/preset.ts'
import { createCustomId } from '../interactions/customId.ts'
import { createButton, createContainer, createRow, createText, createView, renderSentence } from './components.ts'
import { quotePrompt, quoteToCopy, takeName, takeSnippet } from './promptText.ts'
import type { Texts } from './text/en.ts'

/** The value of a select that leaves the option to whoever uses the preset. */
export const asChosen = 'any'

/** The fields of the form. */
export const presetFields = { name: 'name', template: 'template', negativePrompt: 'negativePrompt' } as const

/** Of Discord's 4,000 characters. */
const mostCharacters = 3_600

type PresetOption = 'quality' | 'aspectRatio' | 'duration' | 'sound'

interface PresetNotes {
  readonly isSaved?: boolean
  /** The name it was to have belongs to another one. */
  readonly isRenamed?: boolean
}

/** What a preset says, with everything that can be chosen beside its words. @param panelId what its components carry */
export function renderPreset(
  texts: Texts,
  panelId: string,
  preset: Preset,
  offer: Offer,
  { isSaved = false, isRenamed = false }: PresetNotes = {},
): MessageView {
  const { presetCard } = texts
  const { id, name, template, negativePrompt } = preset
  const notWanted = negativePrompt === undefined ? '' : takeSnippet(negativePrompt)
  const lines = [
    presetCard.title(takeName(name)),
    ...(isRenamed ? [presetCard.nameWasTaken] : []),
    quotePrompt(template) ?? '',
    ...(notWanted === '' ? [] : [presetCard.negativePrompt(notWanted)]),
    isSaved ? presetCard.saved : presetCard.hint(placeholder),
  ]
  return createView([
    createContainer(Colors.Blurple, [
      createText(lines.join('\n')),
      ...listSelects(texts, preset, offer).flatMap(({ option, title, options }): APIComponentInContainer[] => [
        createText(title),
        {
          type: ComponentType.ActionRow,
          components: [
            {
              type: ComponentType.StringSelect,
              custom_id: createCustomId('choosePresetOption', panelId, `${option}.${id}`),
              options,
            },
          ],
        },
      ]),
      ...createRow([
        createButton('editPreset', panelId, presetCard.edit, ButtonStyle.Secondary, id),
        createButton('removePreset', panelId, presetCard.remove, ButtonStyle.Danger, id),
      ]),
    ]),
  ])
}

interface OptionSelect {
  readonly option: PresetOption
  readonly title: string
  readonly options: APISelectMenuOption[]
}

function listSelects(texts: Texts, preset: Preset, offer: Offer): OptionSelect[] {
  const { presetCard, qualityNames, aspectRatioChoices, times, writing } = texts
  const { shortest = 1, longest = 0 } = offer.durations ?? {}
  const lengths = Array.from({ length: Math.max(0, longest - shortest + 1) }, (_each, index) => shortest + index)
  const create = (option: PresetOption, title: string, choices: readonly { value: string; label: string }[]) => {
    const all = [{ value: asChosen, label: presetCard.asChosen }, ...choices]
    const value = preset[option]
    const chosen = all.find((each) => each.value === readValue(value)) ?? all[0]
    return { option, title, options: all.map((each) => ({ ...each, default: each === chosen })) }
  }
  return [
    create(
      'quality',
      presetCard.quality,
      offer.qualities.map((value) => ({ value, label: qualityNames[value] })),
    ),
    create(
      'aspectRatio',
      presetCard.aspectRatio,
      offer.aspectRatios.map((value) => ({ value, label: aspectRatioChoices[value] })),
    ),
    create(
      'duration',
      presetCard.duration,
      // Discord's selects hold 25.
      lengths.slice(0, 24).map((value) => ({ value: String(value), label: times.seconds(writing.number(value)) })),
    ),
    create('sound', presetCard.sound, [
      { value: 'on', label: presetCard.withSound },
      { value: 'off', label: presetCard.withoutSound },
    ]),
  ]
}

function readValue(value: Preset[PresetOption]): string | undefined {
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  return value === undefined ? undefined : String(value)
}

/** All of a server, each with the beginning of its words. */
export function renderPresetList({ presetCard }: Texts, presets: readonly Preset[]): MessageView {
  if (presets.length === 0) return renderSentence(presetCard.listEmpty)
  const all = presets.map(({ name, template }) =>
    presetCard.listEntry({ name: takeName(name), template: takeSnippet(template) }),
  )
  let characters = 0
  const entries = all.filter((entry) => {
    characters += entry.length
    return characters <= mostCharacters
  })
  const left = presets.length - entries.length
  return renderSentence(
    [presetCard.listTitle, ...entries, ...(left === 0 ? [] : [presetCard.listMore(left)])].join('\n'),
  )
}

/** What was deleted, so that it can be written again. */
export function renderRemovedPreset({ presetCard }: Texts, { name, template }: Preset): MessageView {
  const words = quoteToCopy(template) ?? ''
  return renderSentence(presetCard.removed({ name: takeName(name), template: words }), Colors.DarkGrey)
}

/** The words of a preset, filled in where it stands already. @param longest characters of a prompt */
export function renderPresetForm(
  { presetForm }: Texts,
  customId: string,
  longest: number,
  preset?: Pick<Preset, 'name' | 'template' | 'negativePrompt'>,
): APIModalInteractionResponseCallbackData {
  const { name, template = `${placeholder}, `, negativePrompt } = preset ?? {}
  const createField = (
    field: keyof typeof presetFields,
    options: { style: TextInputStyle; most: number; value?: string | undefined; hint?: string; isRequired?: boolean },
  ): APIModalInteractionResponseCallbackData['components'][number] => ({
    type: ComponentType.Label,
    label: presetForm[field],
    ...(options.hint !== undefined && { description: options.hint }),
    component: {
      type: ComponentType.TextInput,
      custom_id: presetFields[field],
      style: options.style,
      required: options.isRequired ?? true,
      max_length: Math.max(options.most, options.value?.length ?? 0),
      ...(options.value !== undefined && { value: options.value }),
    },
  })
  return {
    custom_id: customId,
    title: presetForm.title,
    components: [
      createField('name', { style: TextInputStyle.Short, most: longestName, value: name }),
      createField('template', {
        style: TextInputStyle.Paragraph,
        most: longest,
        value: template,
        hint: presetForm.templateHint(placeholder),
      }),
      createField('negativePrompt', {
        style: TextInputStyle.Paragraph,
        most: longest,
        value: negativePrompt,
        isRequired: false,
      }),
    ],
  }
}
