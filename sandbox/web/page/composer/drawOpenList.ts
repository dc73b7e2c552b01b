import { nothing, type TemplateResult } from 'lit'
import { findField } from '../../client/commands/commandDraft.ts'
import type { Does } from '../state/does.ts'
import type { State } from '../state/state.ts'
import { drawCommandList } from './drawCommandList.ts'
import { drawMoreList } from './drawMoreList.ts'
import { drawOptionList } from './drawOptionList.ts'
import { findRunnable } from './offeredRunnable.ts'

/** The list that is open, if one is. */
export function drawOpenList(state: State, does: Does): TemplateResult | typeof nothing {
  const { list, command, isDropping } = state.composer
  if (list === undefined || isDropping) return nothing
  if (command === undefined) return list.of === 'commands' ? drawCommandList(state, list.active, does) : nothing
  const runnable = findRunnable(state, command.name)
  if (runnable === undefined) return nothing
  if (list.of === 'more') return drawMoreList(command, runnable, list.active, does)
  const option = runnable.options.find(({ name }) => list.of === `option:${name}`)
  const field = option && findField(command, option.name)
  if (option === undefined || field === undefined) return nothing
  return drawOptionList(state, option, field, list.active, does)
}
