import type { EnteredFile } from '../enteredValue.ts'
import { findFileProblem, matchesFileTypes } from '../findFileProblem.ts'
import { type CommandDraft, changeField, findField, openField } from './commandDraft.ts'
import { type CommandOption, isAttachment } from './commandOption.ts'
import type { Runnable } from './listRunnable.ts'

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
