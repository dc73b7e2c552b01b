import { optionTypes } from '../../../discord/flags.ts'
import { type CommandOption, hasList } from '../../client/commands/commandOption.ts'
import { typeInField } from '../../client/commands/typeInField.ts'
import type { Does } from '../state/does.ts'
import { changeCommand, changeComposer } from './changeComposer.ts'
import { completeOption } from './completeOption.ts'
import { allItems } from './fieldItems.ts'
import { openNamedOption } from './openOption.ts'

/** Takes over the text of an option. Only texts have more than one line. */
export function typeOption(does: Does, option: CommandOption, text: string, event: InputEvent): void {
  if (event.data === ':' && openNamedOption(does, option.name, text)) return
  const isText = option.type === optionTypes.string && option.choices.length === 0
  const written = isText ? text : text.replaceAll('\n', ' ')
  changeCommand(does, (draft, _runnable, state) => typeInField(draft, option.name, written, allItems(state, option)))
  changeComposer(does, (composer) => ({
    ...composer,
    notice: undefined,
    list: hasList(option) ? { of: `option:${option.name}`, active: 0 } : undefined,
  }))
  if (option.completes) completeOption(does, option, written)
}
