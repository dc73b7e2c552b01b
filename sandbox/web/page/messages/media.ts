import { describeSize } from '../../../discord/client/values.ts'
import { isObject, type JsonObject, numberIn, objectsIn, textIn } from '../../../discord/json.ts'
import { isWebAddress, type Media, nameFile, pathOf, readMedia } from '../../client/messages/media.ts'
import { drawSign } from '../parts/icons.ts'
import type { Store } from '../state/state.ts'
import { reveal } from './actions.ts'
import { type LargePicture, type MessageLook, updateMessages } from './state.ts'
import '@skyra/discord-components-core/discord-file-attachment.js'
import { html, nothing, type TemplateResult } from 'lit'
import { ref } from 'lit/directives/ref.js'
import { repeat } from 'lit/directives/repeat.js'
import { styleMap } from 'lit/directives/style-map.js'

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
          html`<div class="gallery-item">${drawGalleryItem(item, `${key}/${index}`, look, items.length === 1)}</div>`,
      )}
    </div>
  `
}

function drawGalleryItem(item: JsonObject, key: string, look: MessageLook, isAlone: boolean): TemplateResult {
  const media = readMedia(item.media)
  if (media === undefined) return html`<p class="media-missing">This media cannot be shown</p>`
  const drawn = drawMedia(media, textIn(item.description), look, isAlone)
  return item.spoiler === true ? drawCover(drawn, key, look) : drawn
}

/** Somebody else's address may say nothing of what is behind it; Discord's client takes it for a picture as well. */
function drawMedia(media: Media, description: string, look: MessageLook, isAlone: boolean): TemplateResult {
  return media.kind === 'video'
    ? drawVideo(media, description, isAlone)
    : drawPicture({ media, description }, look.store, isAlone)
}

/** The small picture beside a section. */
export function drawThumbnail(component: JsonObject, look: MessageLook): TemplateResult {
  const media = readMedia(component.media)
  if (media === undefined) return html`<p class="media-missing">This media cannot be shown</p>`
  const picture = drawPicture({ media, description: textIn(component.description) }, look.store, false)
  const drawn = component.spoiler === true ? drawCover(picture, `component-${component.id}`, look) : picture
  return html`<div class="thumbnail">${drawn}</div>`
}

/** A picture that opens large when it is pressed. Skyra's has a size in pixels and is no button. */
function drawPicture(picture: LargePicture, store: Store, isAlone: boolean): TemplateResult {
  const { media, description } = picture
  const { width, height } = media
  const isSized = isAlone && width !== undefined && height !== undefined
  return html`
    <button
      type="button"
      class="picture"
      aria-label=${description === '' ? 'Open picture' : `Open picture: ${description}`}
      style=${styleMap(isSized ? { '--width': `${width}px`, '--ratio': `${width} / ${height}` } : {})}
      @click=${() => updateMessages(store, () => ({ picture }))}
    >
      <img src=${media.url} alt=${description} loading="lazy" />
    </button>
  `
}

/** A picture over everything else, until it is closed or somebody presses beside it. */
export function drawLargePicture(picture: LargePicture | undefined, store: Store): TemplateResult | typeof nothing {
  if (picture === undefined) return nothing
  const { media, description } = picture
  // The browser gives the focus back to where it was only if the dialog is closed before it goes.
  const close = ({ currentTarget }: Event) =>
    currentTarget instanceof Element && currentTarget.closest('dialog')?.close()
  return html`
    <dialog
      class="large-picture"
      aria-label=${description === '' ? 'Picture' : description}
      ${ref(showDialog)}
      @close=${() => updateMessages(store, () => ({ picture: undefined }))}
      @click=${(event: Event) => event.target === event.currentTarget && close(event)}
    >
      <img class="large-picture-image" src=${media.url} alt=${description} />
      <p>
        <a class="link" href=${media.url} target="_blank" rel="noopener noreferrer">Open in browser</a>
      </p>
      <button type="button" class="large-picture-close" aria-label="Close" @click=${close}>${drawSign('cross')}</button>
    </dialog>
  `
}

/** A dialog can be shown once it is part of the page. */
function showDialog(element: Element | undefined): void {
  queueMicrotask(() => {
    if (element instanceof HTMLDialogElement && element.isConnected && !element.open) element.showModal()
  })
}

/**
 * A player with the browser's own controls. Skyra's is not used: its play button answers to the space bar only, its time is
 * a live region that speaks every second, its bar has no name, a description has no place, and every video gets the same
 * wide frame.
 */
function drawVideo(media: Media, description: string, isAlone: boolean): TemplateResult {
  const { width, height, url } = media
  const isSized = isAlone && width !== undefined && height !== undefined
  return html`
    <video
      class="video"
      controls
      playsinline
      preload="metadata"
      aria-label=${description === '' ? 'Video' : description}
      title=${description === '' ? nothing : description}
      style=${styleMap(isSized ? { '--width': `${width}px`, '--ratio': `${width} / ${height}` } : {})}
      ${ref((element) => keepSource(element, url))}
    ></video>
  `
}

/** Gives the video its address once; the same file under a renewed signature is loaded only where the old one failed. */
function keepSource(element: Element | undefined, url: string): void {
  if (!(element instanceof HTMLVideoElement)) return
  if (pathOf(element.src) === pathOf(url) && element.error === null) return
  element.src = url
}

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

interface ShownFile {
  readonly url: string
  readonly name: string
  /** In bytes; 0 where it is not known. */
  readonly size: number
}

function drawFile({ url, name, size }: ShownFile): TemplateResult {
  return html`
    <discord-file-attachment
      class="file"
      .name=${name === '' ? nameFile(url) : name}
      .href=${isWebAddress(url) ? url : undefined}
      .bytes=${size === 0 ? '' : describeSize(size)}
      target="_blank"
      rel="noopener noreferrer"
    ></discord-file-attachment>
  `
}

/** @see https://discord.com/developers/docs/components/reference#file */
export function drawFileComponent(component: JsonObject, key: string, look: MessageLook): TemplateResult {
  const file = isObject(component.file) ? component.file : {}
  const attachment = objectsIn(look.message.body.attachments).find(({ id }) => id === file.attachment_id)
  const drawn = drawFile({
    url: textIn(file.url),
    name: textIn(component.name) || textIn(attachment?.filename),
    size: numberIn(component.size) || numberIn(attachment?.size),
  })
  return component.spoiler === true ? drawCover(drawn, key, look) : drawn
}

/** Something behind a spoiler: blurred, and out of reach until it is revealed. */
export function drawCover(content: TemplateResult, place: string, look: MessageLook): TemplateResult {
  const key = `${look.message.id}/${place}`
  const isRevealed = look.state.messages.revealed.has(key)
  return html`
    <div class="cover" ?data-revealed=${isRevealed}>
      <div class="cover-inside" ?inert=${!isRevealed}>${content}</div>
      <button type="button" class="cover-button" ?hidden=${isRevealed} @click=${() => reveal(look.store, key)}>
        <span>Spoiler</span>
      </button>
    </div>
  `
}
