import { searchRunnable } from '../../client/commands/searchRunnable.ts'
import { pressInList } from '../fields/pressInList.ts'
import type { Does } from '../state/does.ts'
import { chooseCommand } from './chooseCommand.ts'
import { closeList, moveToItem } from './moveList.ts'
import { offeredRunnable } from './offeredRunnable.ts'
import { sayMessage } from './sayMessage.ts'
import { typeMessage } from './typeMessage.ts'

/** Keys in the box of ordinary messages. */
export function pressInMessage(event: KeyboardEvent, does: Does): void {
  if (event.isComposing) return
  const state = does.read()
  const { list, text } = state.composer
  const isOpen = list?.of === 'commands'
  const found = isOpen ? searchRunnable(offeredRunnable(state), text.slice(1)) : []
  const active = list?.active ?? -1
  const choose = (index: number) => {
    const runnable = found[index]
    if (runnable !== undefined) chooseCommand(does, runnable)
  }
  const isHandled = pressInList(event, {
    isOpen,
    count: found.length,
    active,
    open: text.startsWith('/') && !text.includes('\n') ? () => typeMessage(does, text) : undefined,
    move: (index) => moveToItem(does, index),
    choose,
    close: () => closeList(does),
  })
  if (isHandled) return
  if (event.key === 'Tab' && !event.shiftKey && found[active] !== undefined) {
    event.preventDefault()
    choose(active)
  } else if (event.key === 'Enter' && !event.shiftKey) {
    event.preventDefault()
    void sayMessage(does)
  }
}
