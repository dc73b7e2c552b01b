import { textIn } from '../../../discord/json.ts'
import {
  type CommandDraft,
  changeField,
  type Field,
  findField,
  listUnopened,
  openField,
  putFile,
  removeField,
  settleField,
  startDraft,
  takeFiles,
  typeInField,
} from '../../client/commands/draft.ts'
import { type CommandOption, listOptionItems, type OptionItem, searchItems } from '../../client/commands/options.ts'
import type { CommandText, Runnable } from '../../client/commands/slashCommands.ts'
import { focusAfterDraw } from '../parts/focus.ts'
import { findPerson, type State, type Store } from '../state/state.ts'
import {
  type ComposerState,
  changeCommand,
  changeComposer,
  emptyComposer,
  fieldId,
  findRunnable,
  focusComposer,
  focusNeighbour,
  moreId,
  notOffered,
  textId,
  withoutPlace,
} from './state.ts'

/** Begins to fill in a command; with what was typed or pasted for its options already, and the files that wait. */
export function chooseCommand(store: Store, runnable: Runnable, texts: CommandText['texts'] = []): void {
  store.update((state) => ({ ...state, composer: beginCommand(state, runnable, texts) }))
  focusComposer(store.state)
}

function beginCommand(state: State, runnable: Runnable, texts: CommandText['texts']): ComposerState {
  const { left, files } = state.composer
  const begun = left?.name === runnable.name && texts.length === 0 ? left : startDraft<File>(runnable)
  const written = texts.reduce((draft, { option, text }) => write(state, runnable, draft, option, text), begun)
  const taken = takeFiles(written, runnable, files, findPerson(state)?.uploadLimit ?? 0)
  const notice = taken.left.length > 0 ? withoutPlace(runnable.name, taken.left) : undefined
  return { ...emptyComposer, command: taken.draft, notice }
}

function write(state: State, runnable: Runnable, draft: CommandDraft<File>, name: string, text: string) {
  const option = runnable.options.find((each) => each.name === name)
  if (option === undefined) return draft
  const items = allItems(state, option)
  return settleField(typeInField(openField(draft, name), name, text, items), name, items)
}

/** A command with everything filled in, ready to be sent. */
export interface Example {
  /** `kling video` */
  readonly name: string
  /** By option; of a list the name or the value of what is chosen. */
  readonly values: Readonly<Record<string, string | number | boolean>>
  readonly files: Readonly<Record<string, File>>
}

/** The state with an example in the box. An option that the registered command does not have, by its own name, is left out. */
export function fillExample(state: State, example: Example): State {
  const runnable = findRunnable(state, example.name)
  if (runnable === undefined) return { ...state, composer: { ...state.composer, notice: notOffered(example.name) } }
  const uploadLimit = findPerson(state)?.uploadLimit ?? 0
  const command = runnable.options.reduce((draft, option) => {
    const { name, body } = option
    const registered = textIn(body.registered_name) || name
    const file = example.files[registered]
    const value = example.values[registered]
    if (file !== undefined) return putFile(openField(draft, name), option, file, uploadLimit)
    if (value === undefined) return draft
    const items = allItems(state, option)
    const opened = changeField(openField(draft, name), name, { problem: undefined })
    return settleField(typeInField(opened, name, String(value), items), name, items)
  }, startDraft<File>(runnable))
  return { ...state, composer: { ...emptyComposer, command } }
}

/** Back to an ordinary message. What was filled in comes back with the same command, so that a slip costs nothing. */
export function leaveCommand(store: Store): void {
  changeComposer(store, (composer) =>
    isBusy(composer) ? composer : { ...emptyComposer, left: composer.command ?? composer.left },
  )
  focusAfterDraw(textId)
}

/** Back to the search, with the command's name as its text. */
export function reopenSearch(store: Store): void {
  changeComposer(store, (composer) => {
    if (composer.command === undefined || isBusy(composer)) return composer
    return { ...emptyComposer, text: `/${composer.command.name}`, list: { of: 'commands', active: 0 } }
  })
  focusAfterDraw(textId)
}

export const isBusy = ({ command }: ComposerState): boolean => command !== undefined && command.stage !== 'editing'

/** Opens an option that is not required, and goes there. */
export function openOption(store: Store, name: string): void {
  changeCommand(store, (draft) => openField(draft, name))
  changeComposer(store, (composer) => ({ ...composer, list: undefined }))
  focusAfterDraw(fieldId(name))
}

/** Takes an option away again, and goes to the one before it. */
export function removeOption(store: Store, name: string): void {
  const { command } = store.state.composer
  if (command === undefined || command.stage !== 'editing') return
  if (!focusNeighbour(command, name, -1)) focusAfterDraw(moreId)
  changeCommand(store, (draft) => removeField(draft, name))
}

/**
 * `… duration:` at the end of a text opens that option, as the client does.
 *
 * @returns whether it was so
 */
export function openNamedOption(store: Store, from: string, text: string): boolean {
  const { composer } = store.state
  const [whole, name = ''] = /(?:^|\s+)([^\s:]+):$/.exec(text) ?? []
  const runnable = composer.command && findRunnable(store.state, composer.command.name)
  if (whole === undefined || composer.command === undefined || runnable === undefined) return false
  if (!listUnopened(composer.command, runnable).some((option) => option.name === name)) return false
  changeCommand(store, (draft) =>
    findField(draft, from) === undefined ? draft : changeField(draft, from, { text: text.slice(0, -whole.length) }),
  )
  openOption(store, name)
  return true
}

/** Takes files that were dropped anywhere or pasted: for the command that is being filled in, or the next one. */
export function addFiles(store: Store, files: readonly File[]): void {
  const state = store.state
  const { command } = state.composer
  if (command === undefined) {
    changeComposer(store, (composer) => ({ ...composer, files: [...composer.files, ...files], notice: undefined }))
    return
  }
  const runnable = findRunnable(state, command.name)
  if (runnable === undefined || command.stage !== 'editing') return
  const { draft, left, names } = takeFiles(command, runnable, files, findPerson(state)?.uploadLimit ?? 0)
  const notice = left.length > 0 ? withoutPlace(command.name, left) : undefined
  changeComposer(store, (composer) => ({ ...composer, command: draft, notice }))
  const refused = names.find((name) => draft.fields.some((field) => field.name === name && field.problem !== undefined))
  if (refused !== undefined) focusAfterDraw(fieldId(refused))
}

/** Takes a file for this option. */
export function addFileTo(store: Store, name: string, file: File): void {
  changeCommand(store, (draft, { options }, state) => {
    const option = options.find((each) => each.name === name)
    if (option === undefined) return draft
    return putFile(openField(draft, name), option, file, findPerson(state)?.uploadLimit ?? 0)
  })
  changeComposer(store, (composer) => ({ ...composer, notice: undefined }))
}

export function removeFile(store: Store, name: string): void {
  changeCommand(store, (draft) => changeField(draft, name, { file: undefined, problem: undefined }))
  focusAfterDraw(fieldId(name))
}

/** Takes back one of the files that wait for a command. */
export const removeWaiting = (store: Store, file: File): void =>
  changeComposer(store, (composer) => ({
    ...composer,
    files: composer.files.filter((each) => each !== file),
    notice: undefined,
  }))

/** What the list of an option shows: everything while a chosen item stands there, else what fits the text. */
export function fieldItems({ scene }: State, option: CommandOption, field: Field): readonly OptionItem[] {
  // The app has searched already.
  if (option.completes) return field.suggestions?.items ?? []
  if (scene === undefined) return []
  const items = listOptionItems(option, scene)
  return field.picked === undefined ? searchItems(items, field.text) : items
}

export const allItems = ({ scene }: State, option: CommandOption): readonly OptionItem[] =>
  scene === undefined ? [] : listOptionItems(option, scene)

/** Where a list begins that has just been opened: at the chosen item, or at the first. */
export function firstActive(items: readonly OptionItem[], { picked }: Field): number {
  const chosen = items.findIndex(({ value }) => value === picked?.value)
  return Math.max(chosen, 0)
}
