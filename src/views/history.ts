import {
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  type APISectionComponent,
  ButtonStyle,
  Colors,
  ComponentType,
  TextInputStyle,
} from 'discord.js'
import type { MessageView } from '../domain/contracts/delivery.ts'
import { type HistoryFilter, type HistoryPage, progresses, statesOf } from '../domain/contracts/history.ts'
import type { Generation } from '../domain/generation.ts'
import { joinPrompts, qualities } from '../domain/request.ts'
import { createCustomId } from '../interactions/customId.ts'
import { createButton, createContainer, createRow, createText, createView, findMessageLink } from './components.ts'
import { formatRelativeTime } from './format.ts'
import { takeSnippet } from './promptText.ts'
import type { Texts } from './text/en.ts'

/** A page of a person's videos, each with a button that opens it in the place of the list. */
export function renderHistory(texts: Texts, { userId, filter, page, items, hasOlder }: HistoryPage): MessageView {
  const { history, historyButtons } = texts
  const filters = describeFilter(texts, filter)
  const isFiltered = filters.length > 0
  const title = [history.title, ...(isFiltered ? [history.filtered(filters.join(' · '))] : [])].join('\n')
  const none = page > 0 ? history.noneOlder : isFiltered ? history.noneMatch : history.empty
  const turn = (to: number, label: string) => createButton('history', userId, label, ButtonStyle.Secondary, String(to))
  const view = createView([
    createContainer(Colors.Blurple, [
      createText(title),
      ...(items.length === 0 ? [createText(none)] : items.map((each) => renderEntry(texts, userId, each))),
      ...createRow([
        ...(page > 0 ? [turn(page - 1, historyButtons.newer)] : []),
        ...(hasOlder ? [turn(page + 1, historyButtons.older)] : []),
        ...(items.length > 0 || isFiltered ? [createButton('historyFilter', userId, historyButtons.filter)] : []),
      ]),
    ]),
  ])
  // Whatever video stood in its place goes.
  return { ...view, body: { ...view.body, attachments: [] } }
}

function describeFilter(texts: Texts, { quality, progress, words }: HistoryFilter): string[] {
  return [
    ...(quality === undefined ? [] : [texts.qualityNames[quality]]),
    ...(progress === undefined ? [] : [texts.progresses[progress]]),
    ...(words === undefined ? [] : [texts.history.quoted(takeSnippet(words))]),
  ]
}

function renderEntry(texts: Texts, userId: string, generation: Generation): APISectionComponent {
  return {
    type: ComponentType.Section,
    components: [createText(describeEntry(texts, generation))],
    accessory: createButton('historyOpen', userId, texts.historyButtons.open, ButtonStyle.Secondary, generation.id),
  }
}

/** What was asked for, and below it how sharp, how long, when, and where it stands. */
function describeEntry(texts: Texts, { request, result, state, createdAt, origin }: Generation): string {
  const { history, shortQualityNames, times, writing } = texts
  const progress = progresses.find((each) => statesOf[each].includes(state))
  const link = findMessageLink(origin)
  const labels = [
    ...(progress === undefined || progress === 'ready' ? [] : [texts.progresses[progress]]),
    shortQualityNames[request.quality],
    times.seconds(writing.number(Math.round(result?.duration ?? request.duration))),
    formatRelativeTime(createdAt),
    ...(link === undefined ? [] : [history.message(link)]),
  ]
  const prompt = takeSnippet(joinPrompts(request))
  return `**${prompt === '' ? history.unnamed : prompt}**\n-# ${labels.join(' · ')}`
}

/** The fields of the form that Filter opens. */
export const filterFields = { words: 'words', quality: 'quality', progress: 'progress' } as const
/** What stands for no filter: a choice has to have a value. */
const everything = 'all'

export function renderFilterForm(
  texts: Texts,
  userId: string,
  filter: HistoryFilter,
): APIModalInteractionResponseCallbackData {
  const { historyForm, qualityNames } = texts
  return {
    custom_id: createCustomId('historyFilters', userId),
    title: historyForm.title,
    components: [
      {
        type: ComponentType.Label,
        label: historyForm.words,
        component: {
          type: ComponentType.TextInput,
          custom_id: filterFields.words,
          style: TextInputStyle.Short,
          required: false,
          max_length: mostSearched,
          ...(filter.words !== undefined && { value: filter.words }),
        },
      },
      createChoice(historyForm.quality, filterFields.quality, filter.quality, [
        [everything, historyForm.all],
        ...qualities.map((each) => [each, qualityNames[each]] as const),
      ]),
      createChoice(historyForm.progress, filterFields.progress, filter.progress, [
        [everything, historyForm.all],
        ...progresses.map((each) => [each, texts.progresses[each]] as const),
      ]),
    ],
  }
}

/** As long as anything that somebody searches for. */
export const mostSearched = 100

function createChoice(
  label: string,
  field: string,
  chosen: string | undefined,
  choices: readonly (readonly [string, string])[],
): APILabelComponent {
  return {
    type: ComponentType.Label,
    label,
    component: {
      type: ComponentType.StringSelect,
      custom_id: field,
      options: choices.map(([value, name]) => ({ value, label: name, default: value === (chosen ?? everything) })),
    },
  }
}
