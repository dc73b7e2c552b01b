import type { EnteredFile } from '../enteredValue.ts'
import type { CommandOption, OptionItem } from './commandOption.ts'
import type { Runnable } from './listRunnable.ts'

/** What the app suggested for a text. */
export interface Suggestions {
  readonly text: string
  readonly state: 'loading' | 'failed' | 'ready'
  readonly items: readonly OptionItem[]
}

/** An option that was opened, and what was entered so far. */
export interface Field<Chosen extends EnteredFile = EnteredFile> {
  readonly name: string
  readonly text: string
  /** What was chosen from the list; the text is its name then. */
  readonly picked: OptionItem | undefined
  readonly file: Chosen | undefined
  readonly suggestions: Suggestions | undefined
  /** What is wrong with it, since the person tried to send. */
  readonly problem: string | undefined
}

/** A command that is being filled in. */
export interface CommandDraft<Chosen extends EnteredFile = EnteredFile> {
  /** `kling video` */
  readonly name: string
  /** The opened options: the required ones first, then the others as they were opened. */
  readonly fields: readonly Field<Chosen>[]
  /** Typed where further options are looked for. */
  readonly search: string
  readonly stage: 'editing' | 'uploading' | 'sending'
}

const emptyField = { text: '', picked: undefined, file: undefined, suggestions: undefined, problem: undefined }

/** A command that has just been chosen: its required options are open. */
export function startDraft<Chosen extends EnteredFile>({ name, options }: Runnable): CommandDraft<Chosen> {
  const fields = options.filter(({ isRequired }) => isRequired).map((option) => ({ ...emptyField, name: option.name }))
  return { name, fields, search: '', stage: 'editing' }
}

export const findField = <Chosen extends EnteredFile>(
  { fields }: CommandDraft<Chosen>,
  name: string,
): Field<Chosen> | undefined => fields.find((field) => field.name === name)

export function openField<Chosen extends EnteredFile>(draft: CommandDraft<Chosen>, name: string): CommandDraft<Chosen> {
  if (findField(draft, name) !== undefined) return draft
  return { ...draft, search: '', fields: [...draft.fields, { ...emptyField, name }] }
}

export const removeField = <Chosen extends EnteredFile>(
  draft: CommandDraft<Chosen>,
  name: string,
): CommandDraft<Chosen> => ({ ...draft, fields: draft.fields.filter((field) => field.name !== name) })

export const changeField = <Chosen extends EnteredFile>(
  draft: CommandDraft<Chosen>,
  name: string,
  change: Partial<Omit<Field<Chosen>, 'name'>>,
): CommandDraft<Chosen> => ({
  ...draft,
  fields: draft.fields.map((field) => (field.name === name ? { ...field, ...change } : field)),
})

/** The options that can still be opened. */
export const listUnopened = (draft: CommandDraft, { options }: Runnable): readonly CommandOption[] =>
  options.filter(({ name }) => findField(draft, name) === undefined)
