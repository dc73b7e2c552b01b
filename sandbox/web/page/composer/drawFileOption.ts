import { html, nothing, type TemplateResult } from 'lit'
import type { Does } from '../state/does.ts'
import { addFileTo, removeFile } from './addFiles.ts'
import type { DrawnOption } from './drawnOption.ts'
import { fieldId, problemId, stripId } from './elementIds.ts'
import { openFileDialog } from './openFileDialog.ts'
import { pressInAnyOption } from './pressInOption.ts'
import { enterOption, exitOption } from './visitOption.ts'

const upload = 'Upload file'

/** The name of the chosen file; Space or a press opens the file dialog, Backspace takes the file back. */
export function drawFileOption({ option, field, isBusy }: DrawnOption, does: Does): TemplateResult {
  const { name } = option
  const press = (event: KeyboardEvent) => {
    const isRemoval = event.key === 'Backspace' || event.key === 'Delete'
    if (isRemoval && field.file !== undefined && !isBusy) {
      event.preventDefault()
      removeFile(does, name)
    } else pressInAnyOption(event, does, option, field.file === undefined)
  }
  return html`
    <button
      class="option-value option-file"
      type="button"
      id=${fieldId(name)}
      aria-label="${name}, ${field.file?.name ?? upload}"
      aria-invalid=${field.problem === undefined ? nothing : 'true'}
      aria-describedby=${field.problem === undefined ? stripId : problemId(name)}
      data-empty=${field.file === undefined}
      @keydown=${press}
      @focus=${() => enterOption(does, option)}
      @blur=${() => exitOption(does, option)}
      @click=${() => !isBusy && openFileDialog(option.fileTypes, (file) => addFileTo(does, name, file))}
    >
      ${field.file?.name ?? upload}
    </button>
  `
}
