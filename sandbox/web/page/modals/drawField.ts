import type { TemplateResult } from 'lit'
import { componentTypes } from '../../../discord/flags.ts'
import type { Does } from '../state/does.ts'
import type { State } from '../state/state.ts'
import { drawChoices } from './drawChoices.ts'
import { drawFileUpload } from './drawFileUpload.ts'
import { drawSelect } from './drawSelect.ts'
import { drawTextInput } from './drawTextInput.ts'
import type { FieldScene } from './modalDoes.ts'

/** What something is entered in. */
export function drawField(field: FieldScene, state: State, does: Does): TemplateResult {
  switch (field.component.type) {
    case componentTypes.textInput:
      return drawTextInput(field, does)
    case componentTypes.fileUpload:
      return drawFileUpload(field, does)
    case componentTypes.radioGroup:
    case componentTypes.checkboxGroup:
      return drawChoices(field, does)
    default:
      return drawSelect(field, state, does)
  }
}
