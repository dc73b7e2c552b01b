import { html, noChange, nothing, type TemplateResult } from 'lit'
import { AsyncDirective, directive } from 'lit/async-directive.js'
import { keyed } from 'lit/directives/keyed.js'
import { describeSize, listAccepted } from '../../../discord/client/values.ts'
import { drawIcon } from '../parts/icons.ts'

export interface FileCard {
  readonly file: File
  /** It is on its way to the server. */
  readonly isUploading?: boolean
  readonly hasProblem?: boolean
  /** Absent where it cannot be taken back any more. */
  readonly remove?: (() => void) | undefined
}

/** A chosen file: what it looks like, its name and size, and a button that takes it back. */
export function drawFileCard({ file, isUploading = false, hasProblem = false, remove }: FileCard): TemplateResult {
  return html`
    <div class="file-card" data-problem=${hasProblem} data-uploading=${isUploading}>
      <div class="file-preview">${keyed(file, drawPreview(file))}</div>
      <div class="file-words">
        <span class="file-name" title=${file.name}>${file.name}</span>
        <span class="file-size">${isUploading ? 'Uploading…' : describeSize(file.size)}</span>
      </div>
      ${isUploading ? html`<div class="file-progress" role="progressbar" aria-label="Uploading ${file.name}"></div>` : nothing}
      ${
        remove === undefined
          ? nothing
          : html`<button
              class="file-remove"
              type="button"
              title="Remove attachment"
              aria-label="Remove attachment ${file.name}"
              @click=${remove}
            >
              ${drawIcon('bin')}
            </button>`
      }
    </div>
  `
}

function drawPreview(file: File): TemplateResult {
  if (file.type.startsWith('image/')) return html`<img src=${fileAddress(file)} alt="" />`
  if (file.type.startsWith('video/')) return html`<video src=${fileAddress(file)} muted playsinline></video>`
  return drawIcon('file')
}

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

/**
 * The address under which the browser shows a chosen file: `<img src=${fileAddress(file)}>`. It is given back when another
 * file takes the place or the element goes. A class because lit's directives are.
 */
class FileAddress extends AsyncDirective {
  #file: File | undefined
  #address = ''

  render(file: File): unknown {
    if (file === this.#file) return noChange
    this.disconnected()
    this.#file = file
    this.#address = URL.createObjectURL(file)
    return this.#address
  }

  override disconnected(): void {
    if (this.#address !== '') URL.revokeObjectURL(this.#address)
    this.#address = ''
  }

  override reconnected(): void {
    if (this.#file === undefined) return
    this.#address = URL.createObjectURL(this.#file)
    this.setValue(this.#address)
  }
}

const fileAddress = directive(FileAddress)
