import { componentTypes } from '../flags.ts'
import { type JsonObject, objectsIn } from '../json.ts'
import { type EnteredField, findFileProblem, findLengthProblem, valueWords } from './values.ts'

/**
 * What Discord's client says of a field of a modal before it sends it; nothing where it is content.
 *
 * @param component a text input, select, file upload, radio group, checkbox or group of checkboxes as in the modal
 * @param field nothing where the person entered none
 * @param uploadLimit bytes per file
 */
export function findFieldProblem(
  component: JsonObject,
  field: EnteredField | undefined,
  uploadLimit: number,
): string | undefined {
  if (field === undefined || isEmpty(field)) return isRequired(component) ? valueWords.requiredField : undefined
  if (field.kind !== kindOfField(component.type)) return valueWords.general
  switch (field.kind) {
    case 'text':
      if (component.type === componentTypes.radioGroup) return findChoiceProblem(component, [field.text])
      return findLengthProblem(field.text, component.min_length, component.max_length ?? longestText)
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

/** How an answer to a component of this type is given. */
export function kindOfField(componentType: unknown): EnteredField['kind'] {
  if (componentType === componentTypes.textInput || componentType === componentTypes.radioGroup) return 'text'
  if (componentType === componentTypes.checkbox) return 'tick'
  return componentType === componentTypes.fileUpload ? 'files' : 'values'
}

const longestText = 4_000

/** Fields of a modal are required unless they say otherwise; a single checkbox cannot be. */
const isRequired = ({ type, required }: JsonObject): boolean => required !== false && type !== componentTypes.checkbox

function isEmpty(field: EnteredField): boolean {
  if (field.kind === 'text') return field.text.trim() === ''
  if (field.kind === 'values') return field.values.length === 0
  return field.kind === 'files' && field.files.length === 0
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
  if (count >= least && count <= most) return undefined
  return component.type === componentTypes.fileUpload
    ? valueWords.fileCount(least, most)
    : valueWords.choiceCount(least, most)
}
