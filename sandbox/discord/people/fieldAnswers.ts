import { kindOfField } from '../client/fieldRules.ts'
import type { EnteredField } from '../client/values.ts'
import { componentTypes } from '../flags.ts'
import { type JsonObject, objectsIn, textIn } from '../json.ts'
import type { Resolved } from './createResolved.ts'
import type { ChosenFile, FieldValue } from './optionValue.ts'

/** What a field holds when the modal opens. */
export function findPreset(field: JsonObject): FieldValue | undefined {
  const chosen = objectsIn(field.options).filter((option) => option.default === true)
  if (field.type === componentTypes.textInput) return textIn(field.value)
  if (field.type === componentTypes.checkbox) return field.default === true
  if (field.type === componentTypes.radioGroup) return textIn(chosen[0]?.value)
  if (field.type === componentTypes.fileUpload) return undefined
  return [...chosen.map(({ value }) => value), ...objectsIn(field.default_values).map(({ id }) => id)].map(textIn)
}

const isFiles = (value: readonly unknown[]): value is readonly ChosenFile[] =>
  value.some((each) => typeof each === 'object')

/** The value as the client's checks look at it. */
export function describeField(value: FieldValue | undefined): EnteredField | undefined {
  if (value === undefined) return undefined
  if (typeof value === 'string') return { kind: 'text', text: value }
  if (typeof value === 'boolean') return { kind: 'tick', isTicked: value }
  if (!isFiles(value)) return { kind: 'values', values: value }
  return { kind: 'files', files: value.map(({ name, bytes }) => ({ name, size: bytes.length })) }
}

/**
 * A field as the event gives it.
 * @see https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-component-interaction-response-structures
 */
export async function answerField(
  field: JsonObject,
  value: FieldValue | undefined,
  resolved: Resolved,
): Promise<JsonObject> {
  const { type, id, custom_id } = field
  const answer = { type, id, custom_id }
  const kind = kindOfField(type)
  if (kind === 'tick') return { ...answer, value: value === true }
  if (kind === 'text') {
    const text = typeof value === 'string' ? value : ''
    return { ...answer, value: type === componentTypes.radioGroup && text === '' ? null : text }
  }
  const values: string[] = []
  for (const each of Array.isArray(value) ? value : []) {
    if (typeof each === 'string') values.push(each)
    else values.push(await resolved.addFile(each))
  }
  if (!('options' in field) && kind === 'values') for (const each of values) resolved.addReference(each)
  return { ...answer, values }
}
