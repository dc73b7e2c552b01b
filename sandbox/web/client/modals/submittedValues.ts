import { initialField } from './initialField.ts'
import { type FieldValue, type FieldValues, fieldsOf, type ModalForm } from './modalForm.ts'

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
