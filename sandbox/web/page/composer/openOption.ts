import { changeField, findField, listUnopened, openField, removeField } from '../../client/commands/commandDraft.ts'
import { focusAfterDraw } from '../fields/afterDraw.ts'
import type { Does } from '../state/does.ts'
import { changeCommand, changeComposer } from './changeComposer.ts'
import { fieldId, moreId } from './elementIds.ts'
import { focusNeighbour } from './focusComposer.ts'
import { findRunnable } from './offeredRunnable.ts'

/** Opens an option that is not required, and goes there. */
export function openOption(does: Does, name: string): void {
  changeCommand(does, (draft) => openField(draft, name))
  changeComposer(does, (composer) => ({ ...composer, list: undefined }))
  focusAfterDraw(fieldId(name))
}

/** Takes an option away again, and goes to the one before it. */
export function removeOption(does: Does, name: string): void {
  const { command } = does.read().composer
  if (command === undefined || command.stage !== 'editing') return
  if (!focusNeighbour(command, name, -1)) focusAfterDraw(moreId)
  changeCommand(does, (draft) => removeField(draft, name))
}

/**
 * `… duration:` at the end of a text opens that option, as the client does.
 *
 * @returns whether it was so
 */
export function openNamedOption(does: Does, from: string, text: string): boolean {
  const { composer } = does.read()
  const [whole, name = ''] = /(?:^|\s+)([^\s:]+):$/.exec(text) ?? []
  const runnable = composer.command && findRunnable(does.read(), composer.command.name)
  if (whole === undefined || composer.command === undefined || runnable === undefined) return false
  if (!listUnopened(composer.command, runnable).some((option) => option.name === name)) return false
  changeCommand(does, (draft) =>
    findField(draft, from) === undefined ? draft : changeField(draft, from, { text: text.slice(0, -whole.length) }),
  )
  openOption(does, name)
  return true
}
