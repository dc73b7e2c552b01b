import { componentTypes } from '../../../discord/flags.ts'
import { fieldsOf, type ModalForm } from '../../client/modals/modalForm.ts'
import type { Does } from '../state/does.ts'
import type { ModalState } from './modalState.ts'
import { mostFiles } from './mostFiles.ts'
import { takeFiles } from './takeFiles.ts'

/** Files that are pasted go to the first field that still takes some. */
export function pasteFiles(event: ClipboardEvent, form: ModalForm, modal: ModalState, does: Does): void {
  const files = [...(event.clipboardData?.files ?? [])]
  if (files.length === 0) return
  const { interactionId, values } = modal
  const field = fieldsOf(form).find(({ customId, component }) => {
    if (component.type !== componentTypes.fileUpload) return false
    const value = values[customId]
    return (value?.kind === 'files' ? value.files.length : 0) < mostFiles(component)
  })
  if (field === undefined) return
  event.preventDefault()
  takeFiles(does, { ...field, interactionId }, files)
}
