import { componentTypes } from '../../discord/flags.ts'
import { type JsonObject, objectsIn } from '../../discord/json.ts'
import type { EnteredField } from './enteredValue.ts'
import { findFileProblem } from './findFileProblem.ts'
import { valueWords } from './valueWords.ts'

/**
 * What Discord's client says of a field of a modal before it sends it; nothing where it is content.
 *
 * @param component a text input, select, file upload, radio group, checkbox or group of checkboxes as in the modal
 * @param uploadLimit bytes per file
 */
export function findFieldProblem(
  component: JsonObject,
  field: EnteredField | undefined,
  uploadLimit: number,
): string | undefined {
  // Fields of a modal are required unless they say otherwise; a single checkbox never is.
  const isRequired = component.required !== false && component.type !== componentTypes.checkbox
  if (field === undefined || isEmpty(field)) return isRequired ? valueWords.requiredField : undefined
  if (field.kind !== kindOf(component.type)) return valueWords.value
  switch (field.kind) {
    case 'text':
      return component.type === componentTypes.radioGroup
        ? findChoiceProblem(component, [field.text])
        : findLengthProblem(component, field.text)
    case 'values':
      return findChoiceProblem(component, field.values) ?? findCountProblem(component, field.values.length)
    case 'files':
      return (
        findCountProblem(component, field.files.length) ??
        field.files.map((file) => findFileProblem(file, component.file_types, uploadLimit)).find(Boolean)
      )
    default:
      return undefined
  }
}

/** How an answer to a component is given. */
export function kindOf(componentType: unknown): EnteredField['kind'] {
  if (componentType === componentTypes.textInput || componentType === componentTypes.radioGroup) return 'text'
  if (componentType === componentTypes.checkbox) return 'tick'
  return componentType === componentTypes.fileUpload ? 'files' : 'values'
}

function isEmpty(field: EnteredField): boolean {
  if (field.kind === 'text') return field.text === ''
  if (field.kind === 'values') return field.values.length === 0
  return field.kind === 'files' && field.files.length === 0
}

const longestText = 4_000

function findLengthProblem(component: JsonObject, text: string): string | undefined {
  const least = typeof component.min_length === 'number' ? component.min_length : 0
  const most = typeof component.max_length === 'number' ? component.max_length : longestText
  if (text.length < least) return valueWords.shortest(least)
  return text.length > most ? valueWords.longest(most) : undefined
}

function findChoiceProblem(component: JsonObject, values: readonly string[]): string | undefined {
  if (!('options' in component)) return undefined
  const known = objectsIn(component.options).map(({ value }) => value)
  return values.every((value) => known.includes(value)) ? undefined : valueWords.choice
}

function findCountProblem(component: JsonObject, count: number): string | undefined {
  const least = typeof component.min_values === 'number' ? component.min_values : 1
  // A group of checkboxes lets all of them be ticked, anything else one.
  const usual = component.type === componentTypes.checkboxGroup ? objectsIn(component.options).length : 1
  const most = typeof component.max_values === 'number' ? component.max_values : usual
  if (count < least) return valueWords.fewest(least)
  return count > most ? valueWords.most(most) : undefined
}
