import { changeField, openField, startDraft } from '../../client/commands/commandDraft.ts'
import { putFile } from '../../client/commands/takeFiles.ts'
import { settleField, typeInField } from '../../client/commands/typeInField.ts'
import { findPerson, type State } from '../state/state.ts'
import { emptyComposer } from './composerState.ts'
import { allItems } from './fieldItems.ts'
import { findRunnable } from './offeredRunnable.ts'
import { notOffered } from './words.ts'

/** A command with everything filled in, ready to be sent. */
export interface Example {
  /** `kling video` */
  readonly name: string
  /** By option; of a list the name or the value of what is chosen. */
  readonly values: Readonly<Record<string, string | number | boolean>>
  readonly files: Readonly<Record<string, File>>
}

/** The state with an example in the box. An option that the registered command does not have is left out. */
export function fillExample(state: State, example: Example): State {
  const runnable = findRunnable(state, example.name)
  if (runnable === undefined) return { ...state, composer: { ...state.composer, notice: notOffered(example.name) } }
  const uploadLimit = findPerson(state)?.uploadLimit ?? 0
  const command = runnable.options.reduce((draft, option) => {
    const { name } = option
    const file = example.files[name]
    const value = example.values[name]
    if (file !== undefined) return putFile(openField(draft, name), option, file, uploadLimit)
    if (value === undefined) return draft
    const items = allItems(state, option)
    const opened = changeField(openField(draft, name), name, { problem: undefined })
    return settleField(typeInField(opened, name, String(value), items), name, items)
  }, startDraft<File>(runnable))
  return { ...state, composer: { ...emptyComposer, command } }
}
