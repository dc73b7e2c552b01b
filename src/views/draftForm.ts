import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord.js'
import type { Model } from '../domain/models.ts'
import { aspectRatios, type FrameRole, joinPrompts, qualities, type Request } from '../domain/request.ts'
import { takeCodePoints } from '../domain/text.ts'
import type { Texts } from './text/en.ts'

/** The fields of the form. */
export const draftFields = {
  prompt: 'prompt',
  duration: 'duration',
  quality: 'quality',
  aspectRatio: 'aspectRatio',
  sound: 'sound',
  pictures: 'pictures',
} as const

/** As the select has it. */
export const soundValues = { on: 'on', off: 'off' } as const

/**
 * What a text field holds at most, in UTF-16 units, which an emoji has two of.
 * @see https://docs.discord.com/developers/components/reference#text-input
 */
const longestField = 4_000
/** @see https://docs.discord.com/developers/components/reference#string-select */
const mostChoices = 25

interface Choice {
  readonly value: string
  readonly label: string
}

/** Edit and Change: everything that can be said about a video, filled in as it stands. Pictures are kept; for those that are `missing` it asks anew. */
export function renderDraftForm(
  texts: Texts,
  customId: string,
  request: Request,
  limits: Pick<Model, 'duration' | 'prompt'>,
  missing: readonly FrameRole[] = [],
): APIModalInteractionResponseCallbackData {
  const { draft: words, qualityNames, times, writing } = texts
  return {
    custom_id: customId,
    title: words.formTitle,
    components: [
      createPromptField(words.formPrompt, joinPrompts(request), limits.prompt.longest),
      createChoice(
        words.formDuration,
        draftFields.duration,
        listDurations(request.duration, limits).map((each) => ({
          value: String(each),
          label: times.seconds(writing.number(each)),
        })),
        String(request.duration),
      ),
      createChoice(
        words.formQuality,
        draftFields.quality,
        qualities.map((each) => ({ value: each, label: qualityNames[each] })),
        request.quality,
      ),
      missing.length > 0 ? createPictures(texts, missing.length) : createShape(texts, request),
      createSoundChoice(texts, request),
    ],
  }
}

export type Field = APIModalInteractionResponseCallbackData['components'][number]

/** Once there is an image it sets the shape. */
export function createShape({ draft: words, aspectRatioChoices }: Texts, request: Request): Field {
  return {
    ...createChoice(
      words.formAspectRatio,
      draftFields.aspectRatio,
      aspectRatios.map((each) => ({ value: each, label: aspectRatioChoices[each] })),
      request.ignoredAspectRatio ?? request.aspectRatio,
    ),
    ...(request.startImage !== undefined && { description: words.formAspectRatioIgnored }),
  }
}

export function createSoundChoice({ draft: words }: Texts, { sound }: Pick<Request, 'sound'>): Field {
  return createChoice(
    words.formSound,
    draftFields.sound,
    [
      { value: soundValues.on, label: words.soundOn },
      { value: soundValues.off, label: words.soundOff },
    ],
    sound ? soundValues.on : soundValues.off,
  )
}

/** In place of the shape, which the pictures decide: a form has room for five. */
function createPictures({ rounds }: Texts, count: number): Field {
  return {
    type: ComponentType.Label,
    label: count === 1 ? rounds.formImage : rounds.formImages,
    description: rounds.formImageGone,
    component: {
      type: ComponentType.FileUpload,
      custom_id: draftFields.pictures,
      min_values: count,
      max_values: count,
      file_types: ['image'],
    },
  }
}

/** What is longer than a prompt may be is cut: the message quotes the whole. */
function createPromptField(label: string, prompt: string, longest: number): Field {
  const most = Math.min(longestField, Math.max(longest, prompt.length))
  const value = prompt.length <= longestField ? prompt : takeCodePoints(prompt, longestField / 2)
  return {
    type: ComponentType.Label,
    label,
    component: {
      type: ComponentType.TextInput,
      custom_id: draftFields.prompt,
      style: TextInputStyle.Paragraph,
      min_length: 1,
      max_length: most,
      value,
    },
  }
}

export function createChoice(label: string, customId: string, choices: readonly Choice[], chosen: string): Field {
  return {
    type: ComponentType.Label,
    label,
    component: {
      type: ComponentType.StringSelect,
      custom_id: customId,
      required: true,
      options: choices.map(({ value, label: name }) => ({ value, label: name, default: value === chosen })),
    },
  }
}

/** Whole seconds that some model takes. One that none takes any more is not among them. */
function listDurations(asked: number, { duration: { shortest, longest } }: Pick<Model, 'duration'>): number[] {
  const all = Array.from({ length: longest - shortest + 1 }, (_each, index) => shortest + index)
  if (all.length <= mostChoices) return all
  const first = Math.max(0, Math.min(all.indexOf(asked) - Math.floor(mostChoices / 2), all.length - mostChoices))
  return all.slice(first, first + mostChoices)
}
