import type { JsonObject } from '../../../discord/json.ts'
import type { EnteredField, EnteredFile } from '../enteredValue.ts'

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
