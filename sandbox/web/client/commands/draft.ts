import { type EnteredFile, findFileProblem, matchesFileTypes } from '../../../discord/client/values.ts'
import { type CommandOption, isAttachment, type OptionItem } from './options.ts'
import type { Runnable } from './slashCommands.ts'

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

/** Takes over what was typed. A text that is the name of an item chooses it. */
export function typeInField<Chosen extends EnteredFile>(
  draft: CommandDraft<Chosen>,
  name: string,
  text: string,
  items: readonly OptionItem[],
): CommandDraft<Chosen> {
  const typed = text.trim().toLowerCase()
  const picked = items.find((item) => item.name.toLowerCase() === typed)
  return changeField(draft, name, { text, picked, problem: undefined })
}

/** Chooses from the list what the text means by its name or its value, when the person is done with it. */
export function settleField<Chosen extends EnteredFile>(
  draft: CommandDraft<Chosen>,
  name: string,
  items: readonly OptionItem[],
): CommandDraft<Chosen> {
  const typed = findField(draft, name)?.text.trim().toLowerCase()
  const isMeant = (item: OptionItem) => [item.name, String(item.value)].some((each) => each.toLowerCase() === typed)
  const picked = findField(draft, name)?.picked ?? items.find(isMeant)
  return picked === undefined ? draft : changeField(draft, name, { text: picked.name, picked })
}

/**
 * Puts files that were dropped or pasted into the first attachment options that are empty, and opens them; an option that
 * takes their type goes before one that does not. Files for which no option is left are given back.
 */
export function takeFiles<Chosen extends EnteredFile>(
  draft: CommandDraft<Chosen>,
  { options }: Runnable,
  files: readonly Chosen[],
  uploadLimit: number,
): { readonly draft: CommandDraft<Chosen>; readonly names: readonly string[]; readonly left: readonly Chosen[] } {
  const names: string[] = []
  const left: Chosen[] = []
  let filled = draft
  for (const file of files) {
    const empty = options.filter((option) => isAttachment(option) && !findField(filled, option.name)?.file)
    const option = empty.find((each) => takes(each, file)) ?? empty[0]
    if (option === undefined) left.push(file)
    else {
      filled = putFile(openField(filled, option.name), option, file, uploadLimit)
      names.push(option.name)
    }
  }
  return { draft: filled, names, left }
}

/** Puts a file into an option, and says at once if it is of a wrong type or too large. */
export function putFile<Chosen extends EnteredFile>(
  draft: CommandDraft<Chosen>,
  option: CommandOption,
  file: Chosen,
  uploadLimit: number,
): CommandDraft<Chosen> {
  return changeField(draft, option.name, { file, problem: findFileProblem(file, option.fileTypes, uploadLimit) })
}

const takes = ({ fileTypes }: CommandOption, { name }: EnteredFile): boolean =>
  fileTypes.length === 0 || matchesFileTypes(name, fileTypes)
