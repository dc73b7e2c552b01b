import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { CommandDraft, Field } from '../../client/commands/commandDraft.ts'
import type { CommandOption } from '../../client/commands/commandOption.ts'
import { drawFileCard } from '../fields/drawFileCard.ts'
import { drawFileDrop } from '../fields/drawFileDrop.ts'
import type { Does } from '../state/does.ts'
import { addFileTo, removeFile } from './addFiles.ts'

interface Attachment {
  readonly option: CommandOption
  readonly field: Field<File>
}

/** The files of the command, and places to drop those that are missing. */
export function drawAttachments(
  attachments: readonly Attachment[],
  stage: CommandDraft['stage'],
  does: Does,
): TemplateResult | typeof nothing {
  if (attachments.length === 0) return nothing
  return html`
    <div class="composer-files">
      ${repeat(
        attachments,
        ({ option }) => option.name,
        (attachment) => html`
          <div class="attachment">
            <span class="attachment-name" aria-hidden="true">${attachment.option.name}</span>
            ${drawPlace(attachment, stage, does)}
          </div>
        `,
      )}
    </div>
  `
}

function drawPlace({ option, field }: Attachment, stage: CommandDraft['stage'], does: Does): TemplateResult {
  const { file } = field
  if (file !== undefined) {
    return drawFileCard({
      file,
      isUploading: stage === 'uploading',
      hasProblem: field.problem !== undefined,
      remove: stage === 'editing' ? () => removeFile(does, option.name) : undefined,
    })
  }
  return drawFileDrop({
    id: `composer-drop-${option.name}`,
    label: `${option.name}, upload file`,
    fileTypes: option.fileTypes,
    isInvalid: field.problem !== undefined,
    isReachable: false,
    take: ([first]) => first && addFileTo(does, option.name, first),
  })
}
