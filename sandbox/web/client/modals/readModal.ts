import { componentTypes } from '../../../discord/flags.ts'
import { isObject, type JsonObject, objectsIn, textIn } from '../../../discord/json.ts'
import type { ModalForm, ModalPart } from './modalForm.ts'

/** @see https://discord.com/developers/docs/components/reference#label-label-child-components */
const fieldTypes: readonly unknown[] = [
  componentTypes.stringSelect,
  componentTypes.textInput,
  componentTypes.userSelect,
  componentTypes.roleSelect,
  componentTypes.mentionableSelect,
  componentTypes.channelSelect,
  componentTypes.fileUpload,
  componentTypes.radioGroup,
  componentTypes.checkboxGroup,
  componentTypes.checkbox,
]

/** Takes apart the modal that a bot opened. What is not known stays in its place, as unknown. */
export function readModal(modal: JsonObject): ModalForm {
  return { title: textIn(modal.title), parts: objectsIn(modal.components).flatMap(readPart) }
}

function readPart(component: JsonObject): readonly ModalPart[] {
  switch (component.type) {
    case componentTypes.textDisplay:
      return [{ kind: 'text', content: textIn(component.content) }]
    case componentTypes.label:
      return [readField(isObject(component.component) ? component.component : {}, component)]
    // The older form: a row with one text input that has its label itself.
    case componentTypes.actionRow:
      return objectsIn(component.components).map((child) => readField(child, child))
    default:
      return [{ kind: 'unknown', type: component.type }]
  }
}

function readField(component: JsonObject, { label, description }: JsonObject): ModalPart {
  if (!fieldTypes.includes(component.type)) return { kind: 'unknown', type: component.type }
  return {
    kind: 'field',
    customId: textIn(component.custom_id),
    label: textIn(label),
    description: textIn(description) === '' ? undefined : textIn(description),
    // A single checkbox can always be left alone.
    isRequired: component.required !== false && component.type !== componentTypes.checkbox,
    component,
  }
}
