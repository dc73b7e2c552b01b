import { html, type TemplateResult } from 'lit'
import { type JsonObject, textIn } from '../../../../discord/json.ts'
import { readMedia } from '../../../client/messages/media.ts'
import type { MessageLook } from '../look.ts'
import { drawCover } from './drawCover.ts'
import { drawPicture } from './drawPicture.ts'

/** The small picture beside a section. */
export function drawThumbnail(component: JsonObject, look: MessageLook): TemplateResult {
  const media = readMedia(component.media)
  if (media === undefined) return html`<p class="media-missing">This media cannot be shown</p>`
  const picture = drawPicture({ media, description: textIn(component.description) }, look.does, false)
  const drawn = component.spoiler === true ? drawCover(picture, `component-${component.id}`, look) : picture
  return html`<div class="thumbnail">${drawn}</div>`
}
