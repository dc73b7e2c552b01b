import { html, nothing, type TemplateResult } from 'lit'
import { listAccepted } from '../../client/listAccepted.ts'
import { drawIcon } from './drawIcon.ts'

export interface FileDrop {
  /** Of the input, for a `label for` and for the focus. */
  readonly id: string
  readonly label: string
  readonly fileTypes: readonly string[]
  readonly isMultiple?: boolean
  readonly isDisabled?: boolean
  readonly isInvalid?: boolean
  /** The id of what describes it or says what is wrong. */
  readonly describedBy?: string | undefined
  /** With the Tab key; not where another control beside it opens the same dialog. */
  readonly isReachable?: boolean
  /** Instead of Discord's usual words. */
  readonly words?: string
  take(files: readonly File[]): void
}

/** A place to drop files on, which opens the file dialog when it is pressed. */
export function drawFileDrop(drop: FileDrop): TemplateResult {
  return html`
    <label class="file-drop" data-invalid=${drop.isInvalid === true} @dragover=${allowDrop} @drop=${(event: DragEvent) => dropOn(event, drop)}>
      <input
        class="visually-hidden"
        type="file"
        id=${drop.id}
        aria-label=${drop.label}
        aria-invalid=${drop.isInvalid === true ? 'true' : nothing}
        aria-describedby=${drop.describedBy ?? nothing}
        accept=${listAccepted(drop.fileTypes)}
        ?multiple=${drop.isMultiple}
        tabindex=${drop.isReachable === false ? -1 : nothing}
        ?disabled=${drop.isDisabled}
        @change=${(event: Event) => takeChosen(event, drop)}
      />
      ${drawIcon('upload')}
      <span>${drop.words ?? 'Drag and drop or click to upload file'}</span>
    </label>
  `
}

/** For `dragover`: without it, a browser opens the file instead of dropping it. */
export function allowDrop(event: DragEvent): void {
  if (event.dataTransfer?.types.includes('Files') !== true) return
  event.preventDefault()
  event.dataTransfer.dropEffect = 'copy'
}

function dropOn(event: DragEvent, drop: FileDrop): void {
  const files = [...(event.dataTransfer?.files ?? [])]
  if (files.length === 0 || drop.isDisabled === true) return
  event.preventDefault()
  event.stopPropagation()
  drop.take(drop.isMultiple === true ? files : files.slice(0, 1))
}

function takeChosen(event: Event, drop: FileDrop): void {
  const input = event.target as HTMLInputElement
  const files = [...(input.files ?? [])]
  // The same file may be chosen again after it was removed.
  input.value = ''
  if (files.length > 0) drop.take(files)
}
