import type { CommandDraft } from '../../client/commands/draft.ts'
import { listRunnable, type Runnable } from '../../client/commands/slashCommands.ts'
import type { Place } from '../../protocol.ts'
import { focusAfterDraw } from '../parts/focus.ts'
import { findPlace, keyOf, type State, type Store } from '../state/state.ts'

/** The list that lies over the box: of commands, of options that can still be opened, or of what an option offers. */
export interface OpenList {
  readonly of: 'commands' | 'more' | `option:${string}`
  /** The item that the keys have reached; -1 before that. */
  readonly active: number
}

/** What somebody is writing in a place. */
export interface ComposerState {
  /** An ordinary message, or the beginning of a command. */
  readonly text: string
  /** The message that it answers, and whether its author is notified. */
  readonly reply: { readonly messageId: string; readonly mentions: boolean } | undefined
  /** Chosen or dropped: they go with the message, or with the command that is chosen next. */
  readonly files: readonly File[]
  readonly command: CommandDraft<File> | undefined
  /** Left with Escape: comes back when the same command is chosen again. */
  readonly left: CommandDraft<File> | undefined
  /** The option that has the focus. */
  readonly focused: string | undefined
  readonly list: OpenList | undefined
  /** What could not be done, or why. */
  readonly notice: string | undefined
  /** Files are being dragged over the page. */
  readonly isDropping: boolean
}

export const emptyComposer: ComposerState = {
  text: '',
  reply: undefined,
  files: [],
  command: undefined,
  left: undefined,
  focused: undefined,
  list: undefined,
  notice: undefined,
  isDropping: false,
}

/** Changes what is being written where the person is now. */
export function changeComposer(store: Store, change: (composer: ComposerState) => ComposerState): void {
  store.update((state) => ({ ...state, composer: change(state.composer) }))
}

/** Changes it where it was written, although the person may be somewhere else by now. */
export function changeComposerAt(store: Store, key: string, change: (composer: ComposerState) => ComposerState): void {
  store.update((state) => {
    if (isAt(state, key)) return { ...state, composer: change(state.composer) }
    const draft = state.drafts[key]
    return draft === undefined ? state : { ...state, drafts: { ...state.drafts, [key]: change(draft) } }
  })
}

export const isAt = (state: State, key: string): boolean => keyOf(state.personId, state.placeId) === key

/** Begins an answer to a message, which notifies its author unless that is switched off. */
export function replyTo(store: Store, messageId: string): void {
  changeComposer(store, (composer) => ({ ...composer, command: undefined, reply: { messageId, mentions: true } }))
  focusAfterDraw(textId)
}

/** Changes the command that is being filled in, if one is and can be changed. */
export function changeCommand(
  store: Store,
  change: (draft: CommandDraft<File>, runnable: Runnable, state: State) => CommandDraft<File>,
): void {
  store.update((state) => {
    const { command } = state.composer
    const runnable = command && findRunnable(state, command.name)
    if (command === undefined || runnable === undefined || command.stage !== 'editing') return state
    return { ...state, composer: { ...state.composer, command: change(command, runnable, state) } }
  })
}

/** The slash commands that the person can type where they are. */
export function availableCommands(state: State): readonly Runnable[] {
  const offered = findPlace(state)?.offers[state.personId] ?? []
  return listRunnable(state.scene?.commands ?? [], offered)
}

export const findRunnable = (state: State, name: string): Runnable | undefined =>
  availableCommands(state).find((runnable) => runnable.name === name)

/** Puts the focus where the person goes on writing: into the box, or into the first option that is empty. */
export function focusComposer({ composer: { command } }: State): void {
  focusAfterDraw(command === undefined ? textId : nextId(command))
}

/** The first opened option without anything in it, else the first; without any, the end. */
function nextId({ fields }: CommandDraft<File>): string {
  const next = fields.find(({ text, file }) => text === '' && file === undefined) ?? fields[0]
  return next === undefined ? moreId : fieldId(next.name)
}

/** The option before or behind one; `undefined` is the end, where further options are looked for. */
export function focusNeighbour({ fields }: CommandDraft<File>, name: string | undefined, step: 1 | -1): boolean {
  const ids = [...fields.map((field) => fieldId(field.name)), moreId]
  const from = name === undefined ? ids.length - 1 : ids.indexOf(fieldId(name))
  const id = ids[from + step]
  if (id === undefined) return false
  focusAfterDraw(id)
  return true
}

/** Whether the focus is in the message box, or nowhere: whoever has gone on to something else keeps it there. */
export function isWriting(): boolean {
  const { activeElement } = document
  return activeElement === null || activeElement === document.body || activeElement.closest('.composer') !== null
}

/** The ids of what can have the focus. */
export const textId = 'composer-text'
export const moreId = 'composer-more'
export const listId = 'composer-list'
export const fieldId = (option: string): string => `composer-option-${option}`
export const problemId = (option: string): string => `composer-problem-${option}`
export const stripId = 'composer-strip'

/** `#videos`, or `@Kling` in the conversation with the bot. */
export const describePlace = ({ kind, name }: Place, { scene }: State): string =>
  kind === 'direct' ? `@${scene?.bot.name ?? name}` : `#${name.replace(/^#/, '')}`

/** What the box says by itself, where Discord's client has no words for it or has them elsewhere. */

export const withoutPlace = (command: string, files: readonly { readonly name: string }[]): string =>
  `/${command} has no option left for ${files.map(({ name }) => name).join(', ')}.`

export const tooManyFiles = (most: number): string => `A message has at most ${most} files.`

export const tooLong = (most: number): string =>
  `Your message is too long. A message has at most ${most.toLocaleString('en')} characters.`

export const notOffered = (command: string): string => `/${command} is not offered here.`

export const outdated = 'This command is outdated, please try again in a few minutes'

export const uploadFailed = (problem: string): string => `Upload failed. ${problem}`
