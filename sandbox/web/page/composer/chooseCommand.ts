import { type CommandDraft, openField, startDraft } from '../../client/commands/commandDraft.ts'
import type { Runnable } from '../../client/commands/listRunnable.ts'
import type { CommandText } from '../../client/commands/readCommandText.ts'
import { takeFiles } from '../../client/commands/takeFiles.ts'
import { settleField, typeInField } from '../../client/commands/typeInField.ts'
import type { Does } from '../state/does.ts'
import { findPerson, type State } from '../state/state.ts'
import { type ComposerState, emptyComposer } from './composerState.ts'
import { allItems } from './fieldItems.ts'
import { focusComposer } from './focusComposer.ts'
import { withoutPlace } from './words.ts'

/** Begins to fill in a command; with what was typed or pasted for its options already, and the files that wait. */
export function chooseCommand(does: Does, runnable: Runnable, texts: CommandText['texts'] = []): void {
  does.update((state) => ({ ...state, composer: beginCommand(state, runnable, texts) }))
  focusComposer(does.read())
}

export function beginCommand(state: State, runnable: Runnable, texts: CommandText['texts']): ComposerState {
  const { left, files } = state.composer
  const begun = left?.name === runnable.name && texts.length === 0 ? left : startDraft<File>(runnable)
  const written = texts.reduce((draft, { option, text }) => write(state, runnable, draft, option, text), begun)
  const taken = takeFiles(written, runnable, files, findPerson(state)?.uploadLimit ?? 0)
  const notice = taken.left.length > 0 ? withoutPlace(runnable.name, taken.left) : undefined
  return { ...emptyComposer, command: taken.draft, notice }
}

function write(state: State, runnable: Runnable, draft: CommandDraft<File>, name: string, text: string) {
  const option = runnable.options.find((each) => each.name === name)
  if (option === undefined) return draft
  const items = allItems(state, option)
  return settleField(typeInField(openField(draft, name), name, text, items), name, items)
}
