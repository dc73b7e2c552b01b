import {
  type APIComponentInContainer,
  type APIModalInteractionResponseCallbackData,
  ButtonStyle,
  ComponentType,
  TextInputStyle,
} from 'discord.js'
import type { Quote } from '../domain/contracts/drafts.ts'
import type { Draft } from '../domain/draft.ts'
import { type Request, requestDefaults, type Shot } from '../domain/request.ts'
import { countSeconds, listShots, type StoryboardLimits } from '../domain/storyboard.ts'
import type { UserErrorReason } from '../domain/userError.ts'
import { createCustomId } from '../interactions/customId.ts'
import { createButton, createRow } from './components.ts'
import { createChoice, createShape, createSoundChoice, draftFields, type Field } from './draftForm.ts'
import { describeChoice, takeRow } from './promptText.ts'
import type { Texts } from './text/en.ts'

/** The fields of its forms, besides those of every draft. */
export const storyboardFields = {
  text: 'text',
  seconds: 'seconds',
  negativePrompt: 'negativePrompt',
  images: 'images',
} as const

/** Of a text field. @see https://docs.discord.com/developers/components/reference#text-input */
const longestField = 4_000
/** Rows on the card; the select below has them all. */
const mostRows = 10
/** Of Discord's 4,000 characters, when each of them is escaped. */
const mostCharacters = 1_200

/** Each shot in a line, and below them what a video takes. */
export function listRows({ storyboard, times, writing }: Texts, { request }: Draft, { shotLimits }: Quote): string[] {
  const shots = listShots(request)
  const units = Math.floor(mostCharacters / Math.min(Math.max(shots.length, 1), mostRows))
  const rows = shots
    .slice(0, mostRows)
    .map(({ prompt, duration }, index) =>
      [`**${writing.number(index + 1)}**`, times.seconds(writing.number(duration)), takeRow(prompt, units)].join(' · '),
    )
  return [
    ...rows,
    ...(shots.length > mostRows ? [storyboard.moreShots(shots.length - mostRows)] : []),
    ...(shotLimits === undefined ? [] : [storyboard.limits({ ...shotLimits, ...shotLimits.duration })]),
  ]
}

/** What can be done with the shots; with the one that was picked, below the select it was picked in. */
export function renderShotControls(texts: Texts, draft: Draft, picked: number | undefined): APIComponentInContainer[] {
  const { storyboard, times, writing } = texts
  const shots = listShots(draft.request)
  if (shots.length === 0) return []
  return [
    {
      type: ComponentType.ActionRow,
      components: [
        {
          type: ComponentType.StringSelect,
          custom_id: createCustomId('pickShot', draft.id, String(draft.revision)),
          placeholder: storyboard.pick,
          options: shots.map(({ prompt, duration }, index) => ({
            value: String(index),
            label: `${writing.number(index + 1)} · ${times.seconds(writing.number(duration))} · ${describeChoice(prompt)}`,
            default: index === picked,
          })),
        },
      ],
    },
    ...(picked === undefined ? [] : renderShotActions(texts, draft, picked, shots.length)),
  ]
}

function renderShotActions({ storyboard }: Texts, { id, revision }: Draft, picked: number, count: number) {
  const create = (name: string, label: string, ...more: readonly number[]) =>
    createButton(name, id, label, ButtonStyle.Secondary, [revision, picked, ...more].join('.'))
  return createRow([
    create('editShot', storyboard.editShot),
    ...(picked > 0 ? [create('moveShot', storyboard.moveUp, picked - 1)] : []),
    ...(picked < count - 1 ? [create('moveShot', storyboard.moveDown, picked + 1)] : []),
    { ...create('removeShot', storyboard.removeShot), style: ButtonStyle.Danger },
  ])
}

/** A new shot, or one that is there. */
export function renderShotForm(
  { storyboard, times, writing }: Texts,
  customId: string,
  { shots, limits, index }: { shots: readonly Shot[]; limits: StoryboardLimits; index: number },
): APIModalInteractionResponseCallbackData {
  const shot = shots[index]
  const { shortest, longest } = limits.duration
  // As much as is left for a new one.
  const wanted = shot?.duration ?? Math.min(requestDefaults.duration, limits.total - countSeconds(shots))
  const chosen = Math.min(Math.max(wanted, shortest), longest)
  const lengths = Array.from({ length: Math.min(longest - shortest + 1, 25) }, (_each, place) => shortest + place)
  return {
    custom_id: customId,
    title: storyboard.formTitle(index + 1),
    components: [
      {
        type: ComponentType.Label,
        label: storyboard.formText,
        component: {
          type: ComponentType.TextInput,
          custom_id: storyboardFields.text,
          style: TextInputStyle.Paragraph,
          min_length: 1,
          max_length: Math.min(longestField, Math.max(limits.prompt.longest, shot?.prompt.length ?? 0)),
          ...(shot !== undefined && { value: shot.prompt.slice(0, longestField) }),
        },
      },
      createChoice(
        storyboard.formSeconds,
        storyboardFields.seconds,
        lengths.map((each) => ({ value: String(each), label: times.seconds(writing.number(each)) })),
        String(chosen),
      ),
    ],
  }
}

/** Everything but the shots. */
export function renderStoryboardSettings(
  texts: Texts,
  customId: string,
  request: Request,
  offer: { readonly qualities: readonly Request['quality'][]; readonly longestNegativePrompt: number },
): APIModalInteractionResponseCallbackData {
  const { draft: words, storyboard, qualityNames } = texts
  return {
    custom_id: customId,
    title: storyboard.formSettings,
    components: [
      createChoice(
        words.formQuality,
        draftFields.quality,
        offer.qualities.map((each) => ({ value: each, label: qualityNames[each] })),
        request.quality,
      ),
      createShape(texts, request),
      createSoundChoice(texts, request),
      ...(offer.longestNegativePrompt === 0 ? [] : [createNegativePrompt(texts, request, offer.longestNegativePrompt)]),
      {
        type: ComponentType.Label,
        label: storyboard.formImages,
        description: storyboard.formImagesHint,
        component: {
          type: ComponentType.FileUpload,
          custom_id: storyboardFields.images,
          required: false,
          min_values: 0,
          max_values: 2,
          file_types: ['image'],
        },
      },
    ],
  }
}

function createNegativePrompt({ storyboard }: Texts, { negativePrompt = '' }: Request, longest: number): Field {
  return {
    type: ComponentType.Label,
    label: storyboard.formNegativePrompt,
    component: {
      type: ComponentType.TextInput,
      custom_id: storyboardFields.negativePrompt,
      style: TextInputStyle.Paragraph,
      required: false,
      max_length: Math.min(longestField, Math.max(longest, negativePrompt.length)),
      ...(negativePrompt !== '' && { value: negativePrompt.slice(0, longestField) }),
    },
  }
}

/** What is wrong with the shots of a storyboard. */
type ShotReason = Extract<
  UserErrorReason,
  { code: 'noShots' | 'tooManyShots' | 'shotOutOfRange' | 'shotsTooLong' | 'shotsDoNotFill' }
>

export function describeShotReason({ shotErrors }: Texts, reason: ShotReason): string {
  switch (reason.code) {
    case 'noShots':
      return shotErrors.noShots
    case 'tooManyShots':
      return shotErrors.tooManyShots(reason)
    case 'shotOutOfRange':
      return shotErrors.shotOutOfRange(reason)
    case 'shotsTooLong':
      return shotErrors.shotsTooLong(reason)
    case 'shotsDoNotFill':
      return shotErrors.shotsDoNotFill(reason)
  }
}
