import { html, nothing, type TemplateResult } from 'lit'
import { keyed } from 'lit/directives/keyed.js'
import { describeSize } from '../../client/describeSize.ts'
import { drawIcon } from './drawIcon.ts'
import { fileAddress } from './fileAddress.ts'

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
