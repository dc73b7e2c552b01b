import { changeField, openField } from '../../client/commands/commandDraft.ts'
import { putFile, takeFiles } from '../../client/commands/takeFiles.ts'
import { focusAfterDraw } from '../fields/afterDraw.ts'
import type { Does } from '../state/does.ts'
import { findPerson } from '../state/state.ts'
import { changeCommand, changeComposer } from './changeComposer.ts'
import { fieldId } from './elementIds.ts'
import { findRunnable } from './offeredRunnable.ts'
import { withoutPlace } from './words.ts'

/** Takes files that were dropped anywhere or pasted: for the command that is being filled in, or the next one. */
export function addFiles(does: Does, files: readonly File[]): void {
  const state = does.read()
  const { command } = state.composer
  if (command === undefined) {
    changeComposer(does, (composer) => ({ ...composer, files: [...composer.files, ...files], notice: undefined }))
    return
  }
  const runnable = findRunnable(state, command.name)
  if (runnable === undefined || command.stage !== 'editing') return
  const { draft, left, names } = takeFiles(command, runnable, files, findPerson(state)?.uploadLimit ?? 0)
  const notice = left.length > 0 ? withoutPlace(command.name, left) : undefined
  changeComposer(does, (composer) => ({ ...composer, command: draft, notice }))
  const refused = names.find((name) => draft.fields.some((field) => field.name === name && field.problem !== undefined))
  if (refused !== undefined) focusAfterDraw(fieldId(refused))
}

/** Takes a file for this option. */
export function addFileTo(does: Does, name: string, file: File): void {
  changeCommand(does, (draft, { options }, state) => {
    const option = options.find((each) => each.name === name)
    if (option === undefined) return draft
    return putFile(openField(draft, name), option, file, findPerson(state)?.uploadLimit ?? 0)
  })
  changeComposer(does, (composer) => ({ ...composer, notice: undefined }))
}

export function removeFile(does: Does, name: string): void {
  changeCommand(does, (draft) => changeField(draft, name, { file: undefined, problem: undefined }))
  focusAfterDraw(fieldId(name))
}

/** Takes back one of the files that wait for a command. */
export const removeWaiting = (does: Does, file: File): void =>
  changeComposer(does, (composer) => ({
    ...composer,
    files: composer.files.filter((each) => each !== file),
    notice: undefined,
  }))
