import type { EnteredFile } from '../enteredValue.ts'
import { findValueProblem } from '../findValueProblem.ts'
import { valueWords } from '../valueWords.ts'
import type { CommandDraft } from './commandDraft.ts'
import type { Runnable } from './listRunnable.ts'
import { readEntered } from './readEntered.ts'

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
