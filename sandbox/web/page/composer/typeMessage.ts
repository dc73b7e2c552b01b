import { readCommandText } from '../../client/commands/readCommandText.ts'
import { showAfterDraw } from '../fields/afterDraw.ts'
import { itemId } from '../fields/drawListBox.ts'
import type { Does } from '../state/does.ts'
import { changeComposer } from './changeComposer.ts'
import { chooseCommand } from './chooseCommand.ts'
import { listId } from './elementIds.ts'
import { offeredRunnable } from './offeredRunnable.ts'

/** Takes over the text of the box. A slash opens the commands; a whole command with a space behind it is chosen. */
export function typeMessage(does: Does, text: string): void {
  const command = readCommandText(text, offeredRunnable(does.read()))
  if (command !== undefined) {
    chooseCommand(does, command.runnable, command.texts)
    return
  }
  const isCommand = text.startsWith('/') && !text.includes('\n')
  changeComposer(does, (composer) => ({
    ...composer,
    text,
    notice: undefined,
    list: isCommand ? { of: 'commands', active: 0 } : undefined,
  }))
  showAfterDraw(itemId(listId, 0))
}
