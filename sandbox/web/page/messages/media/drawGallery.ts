import { html, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { type JsonObject, textIn } from '../../../../discord/json.ts'
import { type Media, pathOf, readMedia } from '../../../client/messages/media.ts'
import type { MessageLook } from '../look.ts'
import { drawCover } from './drawCover.ts'
import { drawPicture } from './drawPicture.ts'
import { drawVideo } from './drawVideo.ts'

/**
 * Up to ten pictures and videos. Each is kept by where its file is, not by the signature of its address: Discord renews
 * signatures, and a video must not begin again because of that.
 */
export function drawGallery(items: readonly JsonObject[], key: string, look: MessageLook): TemplateResult {
  return html`
    <div class="gallery" data-count=${items.length}>
      ${repeat(
        items,
        (item, index) => `${index}-${pathOf(readMedia(item.media)?.url ?? '')}`,
        (item, index) =>
          html`<div class="gallery-item">${drawItem(item, `${key}/${index}`, look, items.length === 1)}</div>`,
      )}
    </div>
  `
}

function drawItem(item: JsonObject, key: string, look: MessageLook, isAlone: boolean): TemplateResult {
  const media = readMedia(item.media)
  if (media === undefined) return html`<p class="media-missing">This media cannot be shown</p>`
  const drawn = drawMedia(media, textIn(item.description), look, isAlone)
  return item.spoiler === true ? drawCover(drawn, key, look) : drawn
}

/** Somebody else's address may say nothing of what is behind it; Discord's client takes it for a picture as well. */
function drawMedia(media: Media, description: string, look: MessageLook, isAlone: boolean): TemplateResult {
  return media.kind === 'video'
    ? drawVideo(media, description, isAlone)
    : drawPicture({ media, description }, look.does, isAlone)
}
