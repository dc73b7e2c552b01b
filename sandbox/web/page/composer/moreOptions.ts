import { type CommandDraft, listUnopened } from '../../client/commands/commandDraft.ts'
import type { CommandOption } from '../../client/commands/commandOption.ts'
import type { Runnable } from '../../client/commands/listRunnable.ts'
import { searchItems } from '../../client/commands/searchItems.ts'
import { pressInList } from '../fields/pressInList.ts'
import type { Does } from '../state/does.ts'
import { changeCommand, changeComposer } from './changeComposer.ts'
import { focusNeighbour } from './focusComposer.ts'
import { isBusy, leaveCommand, reopenSearch } from './leaveCommand.ts'
import { closeList, moveToItem } from './moveList.ts'
import { findRunnable } from './offeredRunnable.ts'
import { openNamedOption, openOption } from './openOption.ts'
import { isLeaving } from './pressInOption.ts'
import { sendCommand } from './sendCommand.ts'

/** The options that can still be opened and fit what was typed behind the last one. */
export const foundOptions = (draft: CommandDraft, runnable: Runnable): readonly CommandOption[] =>
  searchItems(listUnopened(draft, runnable), draft.search)

/** The list opens without an item reached, so that Enter still sends. */
export function openMore(does: Does): void {
  const { command } = does.read().composer
  const runnable = command && findRunnable(does.read(), command.name)
  if (command === undefined || runnable === undefined || listUnopened(command, runnable).length === 0) return
  if (command.stage !== 'editing') return
  changeComposer(does, (composer) => ({ ...composer, list: { of: 'more', active: command.search === '' ? -1 : 0 } }))
}

export function searchMore(does: Does, search: string, event: InputEvent): void {
  if (event.data === ':' && openNamedOption(does, '', search)) return
  changeCommand(does, (draft) => ({ ...draft, search: search.replaceAll('\n', ' ') }))
  openMore(does)
}

export function exitMore(does: Does): void {
  changeCommand(does, (draft) => ({ ...draft, search: '' }))
  changeComposer(does, (composer) => (composer.list?.of === 'more' ? { ...composer, list: undefined } : composer))
}

/** Keys behind the last option. */
export function pressInMore(event: KeyboardEvent, does: Does): void {
  const state = does.read()
  const { command, list } = state.composer
  const runnable = command && findRunnable(state, command.name)
  if (event.isComposing || command === undefined) return
  const found = runnable === undefined ? [] : foundOptions(command, runnable)
  const active = list?.active ?? -1
  const choose = (index: number) => {
    const option = found[index]
    if (option !== undefined) openOption(does, option.name)
  }
  const keys = { move: (index: number) => moveToItem(does, index), choose, close: () => closeList(does) }
  const isOpen = list?.of === 'more' && !isBusy(state.composer)
  if (pressInList(event, { ...keys, isOpen, count: found.length, active, open: () => openMore(does) })) return
  if (event.key === 'Tab' && !event.shiftKey && isOpen && found[active] !== undefined) {
    event.preventDefault()
    choose(active)
  } else if (event.key === 'Enter') {
    event.preventDefault()
    if (command.search === '') void sendCommand(does)
  } else if (event.key === 'Escape') {
    event.preventDefault()
    leaveCommand(does)
  } else if (event.key === 'Backspace' && command.search === '') {
    event.preventDefault()
    if (!focusNeighbour(command, undefined, -1)) reopenSearch(does)
  } else if (event.key === 'ArrowLeft' && isLeaving(event)) {
    if (focusNeighbour(command, undefined, -1)) event.preventDefault()
  }
}
