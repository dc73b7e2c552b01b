import { html, nothing, type TemplateResult } from 'lit'
import {
  type CommandDraft,
  changeField,
  type Field,
  findField,
  listUnopened,
  type Suggestions,
} from '../../client/commands/draft.ts'
import { type CommandOption, isReference, type OptionItem, searchItems } from '../../client/commands/options.ts'
import { type Runnable, searchRunnable } from '../../client/commands/slashCommands.ts'
import { readValues } from '../../client/commands/values.ts'
import { drawListBox, itemId } from '../fields/listBox.ts'
import { focusAfterDraw, showAfterDraw } from '../parts/focus.ts'
import { drawAvatar } from '../parts/icons.ts'
import type { State, Store } from '../state/state.ts'
import { chooseCommand, fieldItems, openOption } from './command.ts'
import { availableCommands, changeCommand, changeComposer, fieldId, findRunnable, listId } from './state.ts'

/** The list that is open, if one is. */
export function drawOpenList(state: State, store: Store): TemplateResult | typeof nothing {
  const { list, command, isDropping } = state.composer
  if (list === undefined || isDropping) return nothing
  if (command === undefined) return list.of === 'commands' ? drawCommandList(state, list.active, store) : nothing
  const runnable = findRunnable(state, command.name)
  if (runnable === undefined) return nothing
  if (list.of === 'more') return drawMoreList(command, runnable, list.active, store)
  const option = runnable.options.find(({ name }) => list.of === `option:${name}`)
  const field = option && findField(command, option.name)
  if (option === undefined || field === undefined) return nothing
  return drawOptionList(state, option, field, list.active, store)
}

/** The commands that fit what was typed. */
function drawCommandList(state: State, active: number, store: Store): TemplateResult {
  const { bot } = state.scene ?? { bot: { id: '', name: '' } }
  const typed = state.composer.text.slice(1).trim()
  const found = searchRunnable(availableCommands(state), typed)
  return drawListBox({
    id: listId,
    label: 'Commands',
    heading:
      typed === ''
        ? html`${drawAvatar(bot.id, bot.name)}<span>${bot.name}</span>`
        : html`<span>Commands matching <strong>/${typed}</strong></span>`,
    items: found.map((runnable, index) => ({
      key: runnable.name,
      name: `/${runnable.name}`,
      detail: runnable.description,
      after: html`${index === active ? drawOptionNames(runnable) : nothing}<span class="app-name">${bot.name}</span>${drawAvatar(bot.id, bot.name)}`,
    })),
    active,
    isTabStop: true,
    emptyText: 'No commands match',
    choose(index) {
      const runnable = found[index]
      if (runnable !== undefined) chooseCommand(store, runnable)
    },
    reach: (index) => reachItem(store, index),
  })
}

/** What the command will ask for. */
function drawOptionNames({ options }: Runnable): TemplateResult | typeof nothing {
  const required = options.filter(({ isRequired }) => isRequired)
  const more = options.length - required.length
  if (options.length === 0) return nothing
  return html`<span class="option-names" aria-hidden="true">
    ${required.map(({ name }) => html`<span>${name}</span>`)} ${more > 0 ? html`<span>+${more} optional</span>` : nothing}
  </span>`
}

/** The options that can still be opened. */
function drawMoreList(draft: CommandDraft, runnable: Runnable, active: number, store: Store): TemplateResult {
  const found = foundOptions(draft, runnable)
  return drawListBox({
    id: listId,
    label: 'Options',
    heading: 'Options',
    items: found.map(({ name, description }) => ({ key: name, name, detail: description })),
    active,
    emptyText: 'No options match your search',
    choose(index) {
      const option = found[index]
      if (option !== undefined) openOption(store, option.name)
    },
    reach: (index) => reachItem(store, index),
  })
}

/** The options that can still be opened and fit what was typed behind the last one. */
export const foundOptions = (draft: CommandDraft, runnable: Runnable): readonly CommandOption[] =>
  searchItems(listUnopened(draft, runnable), draft.search)

/** What can be chosen for an option, or what the app suggests. */
function drawOptionList(
  state: State,
  option: CommandOption,
  field: Field,
  active: number,
  store: Store,
): TemplateResult {
  const items = fieldItems(state, option, field)
  return drawListBox({
    id: listId,
    label: option.name,
    heading: isReference(option) ? undefined : 'Options',
    items: items.map((item) => ({
      key: String(item.value),
      name: item.name,
      detail: item.detail,
      before: drawPerson(option, item),
      isChosen: item.value === field.picked?.value,
    })),
    active,
    emptyText: emptyText(option, field),
    choose(index) {
      const item = items[index]
      if (item !== undefined) chooseItem(store, option, item)
    },
    reach: (index) => reachItem(store, index),
  })
}

const drawPerson = (option: CommandOption, { name, value }: OptionItem): TemplateResult | undefined =>
  isReference(option) && !/^[@#]/.test(name) ? drawAvatar(String(value), name) : undefined

function emptyText({ completes }: CommandOption, { suggestions }: Field): string {
  if (completes && suggestions?.state === 'loading') return 'Loading options…'
  if (completes && suggestions?.state === 'failed') return 'Loading options failed'
  return 'No options match your search'
}

/** Chooses from the list of an option, and closes it. The next required option that is empty is next. */
export function chooseItem(store: Store, option: CommandOption, item: OptionItem): void {
  changeCommand(store, (draft) =>
    changeField(draft, option.name, { text: item.name, picked: item, problem: undefined }),
  )
  changeComposer(store, (composer) => ({ ...composer, list: undefined, notice: undefined }))
  focusAfterDraw(fieldId(option.name))
}

/** The keys or the pointer reach an item of the open list. */
function reachItem(store: Store, active: number): void {
  changeComposer(store, (composer) => ({ ...composer, list: composer.list && { ...composer.list, active } }))
}

/** As the keys do it: the item is scrolled to. */
export function moveToItem(store: Store, active: number): void {
  reachItem(store, active)
  showAfterDraw(itemId(listId, active))
}

export const closeList = (store: Store): void => changeComposer(store, (composer) => ({ ...composer, list: undefined }))

/** A person who types on is not asked for in between. */
const typingPause = 250

/** Asks the app for suggestions, unless the person has typed on before the time is over or the answer is there. */
export function completeOption(store: Store, option: CommandOption, text: string, wait: number = typingPause): void {
  showSuggestions(store, option, { text, state: 'loading', items: [] })
  setTimeout(() => void askApp(store, option, text), wait)
}

async function askApp(store: Store, option: CommandOption, text: string): Promise<void> {
  const state = store.state
  const { command } = state.composer
  const runnable = command && findRunnable(state, command.name)
  if (command === undefined || runnable === undefined || findField(command, option.name)?.text !== text) return
  const outcome = await store.server.act({
    kind: 'complete',
    personId: state.personId,
    placeId: state.placeId,
    name: command.name,
    values: { ...readValues(command, runnable, {}), [option.name]: text },
    focused: option.name,
  })
  const items = outcome.ok ? outcome.choices : undefined
  showSuggestions(store, option, { text, state: items === undefined ? 'failed' : 'ready', items: items ?? [] })
}

/** Suggestions for another text than the one that stands there are of no use any more. */
function showSuggestions(store: Store, { name }: CommandOption, suggestions: Suggestions): void {
  changeCommand(store, (draft) =>
    findField(draft, name)?.text === suggestions.text ? changeField(draft, name, { suggestions }) : draft,
  )
}
