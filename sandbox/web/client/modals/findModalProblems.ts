import { findFieldProblem } from '../findFieldProblem.ts'
import { initialField } from './initialField.ts'
import { type FieldValue, type FieldValues, fieldsOf, type ModalForm } from './modalForm.ts'

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
