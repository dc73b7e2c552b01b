import { changeField } from '../../client/commands/commandDraft.ts'
import type { CommandOption, OptionItem } from '../../client/commands/commandOption.ts'
import { focusAfterDraw } from '../fields/afterDraw.ts'
import type { Does } from '../state/does.ts'
import { changeCommand, changeComposer } from './changeComposer.ts'
import { fieldId } from './elementIds.ts'

/** Chooses from the list of an option, and closes it. The next required option that is empty is next. */
export function chooseItem(does: Does, option: CommandOption, item: OptionItem): void {
  changeCommand(does, (draft) => changeField(draft, option.name, { text: item.name, picked: item, problem: undefined }))
  changeComposer(does, (composer) => ({ ...composer, list: undefined, notice: undefined }))
  focusAfterDraw(fieldId(option.name))
}
