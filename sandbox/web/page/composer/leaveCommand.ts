import { focusAfterDraw } from '../fields/afterDraw.ts'
import type { Does } from '../state/does.ts'
import { changeComposer } from './changeComposer.ts'
import { type ComposerState, emptyComposer } from './composerState.ts'
import { textId } from './elementIds.ts'

/** Back to an ordinary message. What was filled in comes back with the same command, so that a slip costs nothing. */
export function leaveCommand(does: Does): void {
  changeComposer(does, (composer) =>
    isBusy(composer) ? composer : { ...emptyComposer, left: composer.command ?? composer.left },
  )
  focusAfterDraw(textId)
}

/** Back to the search, with the command's name as its text. */
export function reopenSearch(does: Does): void {
  changeComposer(does, (composer) => {
    if (composer.command === undefined || isBusy(composer)) return composer
    return { ...emptyComposer, text: `/${composer.command.name}`, list: { of: 'commands', active: 0 } }
  })
  focusAfterDraw(textId)
}

export const isBusy = ({ command }: ComposerState): boolean => command !== undefined && command.stage !== 'editing'
