import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { drawFileCard } from '../fields/drawFileCard.ts'
import { drawFileDrop } from '../fields/drawFileDrop.ts'
import type { Does } from '../state/does.ts'
import { enter, type FieldScene } from './modalDoes.ts'
import type { PageFile } from './modalState.ts'
import { mostFiles } from './mostFiles.ts'
import { takeFiles } from './takeFiles.ts'

/** Files that were chosen, and a place for more as long as there may be more. */
export function drawFileUpload(field: FieldScene, does: Does): TemplateResult {
  const { component, id, label, describedBy, problem, value } = field
  const files = value.kind === 'files' ? value.files : []
  const most = mostFiles(component)
  return html`<div class="file-upload">
    ${repeat(
      files,
      ({ key }) => key,
      (file) => drawFile(file, field, files, does),
    )}
    ${
      files.length >= most
        ? nothing
        : drawFileDrop({
            id,
            label,
            fileTypes: Array.isArray(component.file_types) ? component.file_types.map(String) : [],
            isMultiple: most - files.length > 1,
            isInvalid: problem !== undefined,
            describedBy,
            take: (chosen) => takeFiles(does, field, chosen),
          })
    }
  </div>`
}

const drawFile = (own: PageFile, field: FieldScene, files: readonly PageFile[], does: Does) =>
  drawFileCard({
    file: own.file,
    isUploading: own.fileId === undefined && own.problem === undefined,
    hasProblem: own.problem !== undefined,
    remove: () => enter(does, field, { kind: 'files', files: files.filter(({ key }) => key !== own.key) }),
  })
