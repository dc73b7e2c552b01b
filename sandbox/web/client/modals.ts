import { findFieldProblem } from '../../discord/client/fieldRules.ts'
import type { EnteredField, EnteredFile } from '../../discord/client/values.ts'
import { componentTypes } from '../../discord/flags.ts'
import { isObject, type JsonObject, objectsIn, textIn } from '../../discord/json.ts'
import type { SentAction } from '../protocol.ts'

/** A modal, taken apart for drawing. */
export interface ModalForm {
  readonly title: string
  readonly parts: readonly ModalPart[]
}

export type ModalPart =
  /** Discord's markdown. */
  | { readonly kind: 'text'; readonly content: string }
  | ({ readonly kind: 'field' } & ModalField)
  | { readonly kind: 'unknown'; readonly type: unknown }

export interface ModalField {
  readonly customId: string
  readonly label: string
  readonly description: string | undefined
  readonly isRequired: boolean
  /** As Discord's API has it. */
  readonly component: JsonObject
}

/** A file in a field, sent to the server as soon as it is chosen. */
export interface UploadedFile extends EnteredFile {
  /** Of this file in the page. */
  readonly key: string
  /** Absent until the server has it. */
  readonly fileId?: string
  /** Why the server does not take it. */
  readonly problem?: string
}

/** What a person entered in a field. */
export type FieldValue =
  | Exclude<EnteredField, { kind: 'files' }>
  | { readonly kind: 'files'; readonly files: readonly UploadedFile[] }

export type FieldValues = Readonly<Record<string, FieldValue>>

export const fieldsOf = (form: ModalForm): readonly ModalField[] => form.parts.filter((part) => part.kind === 'field')

/** What opened the modal that lies over somebody's client now: the newest one that was neither closed nor sent. */
export function findOpenModal(
  sent: readonly SentAction[],
  personId: string,
  closed: ReadonlySet<string>,
): SentAction | undefined {
  return sent.findLast(({ id, modal, personId: owner }) => modal !== undefined && owner === personId && !closed.has(id))
}

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

/** What keeps a modal from being sent: by custom id, in the order of the fields. */
export function findModalProblems(
  form: ModalForm,
  values: FieldValues,
  uploadLimit: number,
): Readonly<Record<string, string>> {
  const problems = fieldsOf(form).map(({ customId, component }) => {
    const value = values[customId] ?? initialField(component)
    return [customId, findUploadProblem(value) ?? findFieldProblem(component, value, uploadLimit)] as const
  })
  return Object.fromEntries(problems.filter((entry): entry is [string, string] => entry[1] !== undefined))
}

function findUploadProblem(value: FieldValue): string | undefined {
  if (value.kind !== 'files') return undefined
  const refused = value.files.find(({ problem }) => problem !== undefined)
  if (refused !== undefined) return refused.problem
  return value.files.some(({ fileId }) => fileId === undefined) ? 'Wait until your files are uploaded.' : undefined
}

type Submitted = string | boolean | readonly string[]

/** What goes to the server: every field by custom id, touched or not, as Discord's client sends all of them. */
export function submittedValues(form: ModalForm, values: FieldValues): Readonly<Record<string, Submitted>> {
  return Object.fromEntries(
    fieldsOf(form).map(({ customId, component }) => [customId, plain(values[customId] ?? initialField(component))]),
  )
}

function plain(value: FieldValue): Submitted {
  switch (value.kind) {
    case 'text':
      return value.text
    case 'tick':
      return value.isTicked
    case 'values':
      return value.values
    case 'files':
      return value.files.flatMap(({ fileId }) => fileId ?? [])
  }
}
