import { componentTypes } from '../../../discord/flags.ts'
import { fieldsOf, type ModalForm } from '../../client/modals/modalForm.ts'
import type { Does } from '../state/does.ts'
import type { ModalState } from './modalState.ts'
import { mostFiles } from './mostFiles.ts'
import { takeFiles } from './takeFiles.ts'

/** Files that are pasted or dropped anywhere on a modal go to the first field that still takes some. */
export function giveFiles(
  event: ClipboardEvent | DragEvent,
  transfer: DataTransfer | null,
  form: ModalForm,
  modal: ModalState,
  does: Does,
): void {
  const files = [...(transfer?.files ?? [])]
  if (files.length === 0 || event.defaultPrevented) return
  // A browser would open what is dropped, and leave the page.
  event.preventDefault()
  const { interactionId, values } = modal
  const field = fieldsOf(form).find(({ customId, component }) => {
    const value = values[customId]
    const count = value?.kind === 'files' ? value.files.length : 0
    return component.type === componentTypes.fileUpload && count < mostFiles(component)
  })
  if (field !== undefined) takeFiles(does, { ...field, interactionId }, files)
}
