import { findValueProblem } from '../../../discord/client/optionRules.ts'
import { type EnteredFile, type EnteredValue, valueWords } from '../../../discord/client/values.ts'
import type { GivenValue } from '../../protocol.ts'
import type { CommandDraft, Field } from './draft.ts'
import { type CommandOption, isAttachment, isNumeric, isReference, type OptionItem } from './options.ts'
import type { Runnable } from './slashCommands.ts'

/**
 * The values as they are sent to the server.
 *
 * @param fileIds of the uploaded files, by option; a file without one is left out
 */
export function readValues(
  draft: CommandDraft<EnteredFile>,
  { options }: Runnable,
  fileIds: Readonly<Record<string, string>>,
): Readonly<Record<string, GivenValue>> {
  const values = draft.fields.flatMap((field) => {
    const option = options.find(({ name }) => name === field.name)
    const entered = option && readEntered(option, field)
    const given = entered && give(entered, fileIds[field.name])
    return given === undefined ? [] : [[field.name, given]]
  })
  return Object.fromEntries(values)
}

function give(entered: EnteredValue, fileId: string | undefined): GivenValue | undefined {
  switch (entered.kind) {
    case 'text':
      return entered.text
    case 'number':
      return entered.number
    case 'boolean':
      return entered.boolean
    case 'reference':
      return { id: entered.id }
    case 'file':
      return fileId === undefined ? undefined : { fileId }
  }
}

/**
 * What the client says at the options before it sends a command, by their names. An option that was opened and left empty
 * is asked for as a required one is: it can be removed.
 */
export function findDraftProblems(
  draft: CommandDraft<EnteredFile>,
  { options }: Runnable,
  uploadLimit: number,
): Readonly<Record<string, string>> {
  const problems = draft.fields.flatMap((field) => {
    const option = options.find(({ name }) => name === field.name)
    if (option === undefined) return []
    const entered = readEntered(option, field)
    const problem = entered === undefined ? valueWords.required : findValueProblem(option.body, entered, uploadLimit)
    return problem === undefined ? [] : [[field.name, problem]]
  })
  return Object.fromEntries(problems)
}

/** What the client understands of what was entered; nothing where nothing was. */
function readEntered(
  option: CommandOption,
  { text, picked, file }: Pick<Field<EnteredFile>, 'text' | 'picked' | 'file'>,
): EnteredValue | undefined {
  if (isAttachment(option)) return file === undefined ? undefined : { kind: 'file', name: file.name, size: file.size }
  if (picked !== undefined) return readPicked(option, picked)
  const typed = text.trim()
  if (typed === '') return undefined
  if (isNumeric(option) && /^[+-]?(\d+\.?\d*|\.\d+)$/.test(typed)) return { kind: 'number', number: Number(typed) }
  return { kind: 'text', text: typed }
}

function readPicked(option: CommandOption, { value }: OptionItem): EnteredValue {
  if (typeof value === 'boolean') return { kind: 'boolean', boolean: value }
  if (isReference(option)) return { kind: 'reference', id: String(value) }
  return typeof value === 'number' ? { kind: 'number', number: value } : { kind: 'text', text: value }
}
