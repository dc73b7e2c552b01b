import { componentTypes } from '../../../discord/flags.ts'
import { type JsonObject, objectsIn, textIn } from '../../../discord/json.ts'
import type { FieldValue } from './modalForm.ts'

/** What stands in a field before anybody touches it: what the bot filled in. */
export function initialField(component: JsonObject): FieldValue {
  const chosen = objectsIn(component.options).filter((option) => option.default === true)
  switch (component.type) {
    case componentTypes.textInput:
      return { kind: 'text', text: textIn(component.value) }
    case componentTypes.radioGroup:
      return { kind: 'text', text: textIn(chosen[0]?.value) }
    case componentTypes.checkbox:
      return { kind: 'tick', isTicked: component.default === true }
    case componentTypes.fileUpload:
      return { kind: 'files', files: [] }
    case componentTypes.stringSelect:
    case componentTypes.checkboxGroup:
      return { kind: 'values', values: chosen.map(({ value }) => textIn(value)) }
    default:
      return { kind: 'values', values: objectsIn(component.default_values).map(({ id }) => textIn(id)) }
  }
}
