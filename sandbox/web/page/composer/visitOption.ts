import { findField } from '../../client/commands/commandDraft.ts'
import { type CommandOption, hasList } from '../../client/commands/commandOption.ts'
import { settleField } from '../../client/commands/typeInField.ts'
import type { Does } from '../state/does.ts'
import { changeCommand, changeComposer } from './changeComposer.ts'
import { completeOption } from './completeOption.ts'
import type { OpenList } from './composerState.ts'
import { allItems, fieldItems, firstActive } from './fieldItems.ts'

/** The focus comes to an option: it is described over the box, and its list opens. */
export function enterOption(does: Does, option: CommandOption): void {
  changeComposer(does, (composer) => ({ ...composer, focused: option.name }))
  openOptionList(does, option)
}

export function openOptionList(does: Does, option: CommandOption): void {
  const state = does.read()
  const field = state.composer.command && findField(state.composer.command, option.name)
  if (field === undefined || !hasList(option) || state.composer.command?.stage !== 'editing') return
  const of: OpenList['of'] = `option:${option.name}`
  const active = firstActive(fieldItems(state, option, field), field)
  changeComposer(does, (composer) => ({ ...composer, list: { of, active } }))
  if (option.completes && field.suggestions?.state !== 'ready') completeOption(does, option, field.text, 0)
}

/** The focus goes: the list closes, and what the text means is chosen. */
export function exitOption(does: Does, option: CommandOption): void {
  changeCommand(does, (draft, _runnable, state) => settleField(draft, option.name, allItems(state, option)))
  changeComposer(does, (composer) => ({
    ...composer,
    focused: composer.focused === option.name ? undefined : composer.focused,
    list: composer.list?.of === `option:${option.name}` ? undefined : composer.list,
  }))
}
