import { html, nothing, type TemplateResult } from 'lit'
import type { JsonObject } from '../../../discord/json.ts'
import { numberIn, textIn } from '../../../discord/json.ts'
import { readMedia } from '../../client/messages/media.ts'
import type { MessageLook } from './look.ts'
import { drawFile } from './media/drawFile.ts'
import { drawGallery } from './media/drawGallery.ts'

const spoilerFlag = 1 << 5

/** The files of a message without components of version 2: pictures and videos together, others one by one. */
export function drawAttachments(
  attachments: readonly JsonObject[],
  look: MessageLook,
): TemplateResult | typeof nothing {
  if (attachments.length === 0) return nothing
  const isShown = (attachment: JsonObject) => ['picture', 'video'].includes(readMedia(attachment)?.kind ?? '')
  const items = attachments.filter(isShown).map((attachment) => ({
    media: attachment,
    description: attachment.description,
    spoiler: (numberIn(attachment.flags) & spoilerFlag) !== 0,
  }))
  return html`
    ${items.length === 0 ? nothing : drawGallery(items, 'attachments', look)}
    ${attachments
      .filter((attachment) => !isShown(attachment))
      .map((attachment) =>
        drawFile({ url: textIn(attachment.url), name: textIn(attachment.filename), size: numberIn(attachment.size) }),
      )}
  `
}
