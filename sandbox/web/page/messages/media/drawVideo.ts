import { html, nothing, type TemplateResult } from 'lit'
import { ref } from 'lit/directives/ref.js'
import { styleMap } from 'lit/directives/style-map.js'
import { type Media, pathOf } from '../../../client/messages/media.ts'

/**
 * A player with the browser's own controls. Skyra's is not used: its play button answers to the space bar only, its time is
 * a live region that speaks every second, its bar has no name, a description has no place, and every video gets the same
 * wide frame.
 */
export function drawVideo(media: Media, description: string, isAlone: boolean): TemplateResult {
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
