import type { CommandDraft } from '../../client/commands/commandDraft.ts'
import type { Runnable } from '../../client/commands/listRunnable.ts'
import type { Does } from '../state/does.ts'
import { keyOf, type State } from '../state/state.ts'
import type { ComposerState } from './composerState.ts'
import { findRunnable } from './offeredRunnable.ts'

/** Changes what is being written where the person is now. */
export function changeComposer(does: Does, change: (composer: ComposerState) => ComposerState): void {
  does.update((state) => ({ ...state, composer: change(state.composer) }))
}

/** Changes it where it was written, although the person may be somewhere else by now. */
export function changeComposerAt(does: Does, key: string, change: (composer: ComposerState) => ComposerState): void {
  does.update((state) => {
    if (isAt(state, key)) return { ...state, composer: change(state.composer) }
    const draft = state.drafts[key]
    return draft === undefined ? state : { ...state, drafts: { ...state.drafts, [key]: change(draft) } }
  })
}

export const isAt = (state: State, key: string): boolean => keyOf(state.personId, state.placeId) === key

export const readComposerAt = (state: State, key: string): ComposerState | undefined =>
  isAt(state, key) ? state.composer : state.drafts[key]

/** Changes the command that is being filled in, if one is and can be changed. */
export function changeCommand(
  does: Does,
  change: (draft: CommandDraft<File>, runnable: Runnable, state: State) => CommandDraft<File>,
): void {
  does.update((state) => {
    const { command } = state.composer
    const runnable = command && findRunnable(state, command.name)
    if (command === undefined || runnable === undefined || command.stage !== 'editing') return state
    return { ...state, composer: { ...state.composer, command: change(command, runnable, state) } }
  })
}
