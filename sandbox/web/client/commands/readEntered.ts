import type { EnteredFile, EnteredValue } from '../enteredValue.ts'
import type { Field } from './commandDraft.ts'
import { type CommandOption, isAttachment, isNumeric, isReference, type OptionItem } from './commandOption.ts'

/** What the client understands of what was entered; nothing where nothing was. */
export function readEntered(
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
