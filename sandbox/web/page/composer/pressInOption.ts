import { optionTypes } from '../../../discord/flags.ts'
import { findField } from '../../client/commands/commandDraft.ts'
import { type CommandOption, hasList, isClosedList } from '../../client/commands/commandOption.ts'
import { pressInList } from '../fields/pressInList.ts'
import type { Does } from '../state/does.ts'
import { chooseItem } from './chooseItem.ts'
import { fieldItems } from './fieldItems.ts'
import { focusNeighbour } from './focusComposer.ts'
import { isBusy, leaveCommand, reopenSearch } from './leaveCommand.ts'
import { closeList, moveToItem } from './moveList.ts'
import { removeOption } from './openOption.ts'
import { sendCommand } from './sendCommand.ts'
import { openOptionList } from './visitOption.ts'

/** Keys in an option that is typed. */
export function pressInOption(event: KeyboardEvent, does: Does, option: CommandOption): void {
  const state = does.read()
  const { command, list } = state.composer
  const field = command && findField(command, option.name)
  if (event.isComposing || command === undefined || field === undefined) return
  const items = fieldItems(state, option, field)
  const isOpen = list?.of === `option:${option.name}`
  const choose = (index: number) => {
    const item = items[index]
    if (item !== undefined) chooseItem(does, option, item)
  }
  const isHandled =
    !isBusy(state.composer) &&
    pressInList(event, {
      isOpen,
      count: items.length,
      active: list?.active ?? -1,
      open: hasList(option) ? () => openOptionList(does, option) : undefined,
      move: (index) => moveToItem(does, index),
      choose,
      close: () => closeList(does),
    })
  if (isHandled) return
  // Going on with Tab takes what was searched for along; only passing by chooses nothing.
  if (event.key === 'Tab' && !event.shiftKey && isOpen && field.text !== '' && field.picked === undefined) {
    choose(list?.active ?? -1)
  }
  const isLine = option.type !== optionTypes.string || isClosedList(option)
  if (event.key === 'Enter' && isLine && event.shiftKey) event.preventDefault()
  pressInAnyOption(event, does, option, field.text === '')
}

/** What keys mean in every option, also in one for files. */
export function pressInAnyOption(event: KeyboardEvent, does: Does, option: CommandOption, isEmpty: boolean): void {
  const { command } = does.read().composer
  if (command === undefined) return
  if (event.key === 'Enter' && !event.shiftKey) {
    event.preventDefault()
    void sendCommand(does)
  } else if (event.key === 'Escape') {
    event.preventDefault()
    leaveCommand(does)
  } else if (event.key === 'Backspace' && isEmpty) {
    event.preventDefault()
    if (!option.isRequired) removeOption(does, option.name)
    else if (!focusNeighbour(command, option.name, -1)) reopenSearch(does)
  } else if (isLeaving(event)) {
    if (focusNeighbour(command, option.name, event.key === 'ArrowLeft' ? -1 : 1)) event.preventDefault()
  }
}

/** The arrow keys lead out of a text at its ends. */
export function isLeaving(event: KeyboardEvent): boolean {
  if (event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return false
  const { key, target } = event
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return false
  if (!(target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement)) return true
  if (target.selectionStart !== target.selectionEnd) return false
  return target.selectionStart === (key === 'ArrowLeft' ? 0 : target.value.length)
}
