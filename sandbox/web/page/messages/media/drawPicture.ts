import { html, type TemplateResult } from 'lit'
import { styleMap } from 'lit/directives/style-map.js'
import type { Does } from '../../state/does.ts'
import { updateMessages } from '../actions/updateMessages.ts'
import type { LargePicture } from '../messagesState.ts'

/** A picture that opens large when it is pressed. Skyra's has a size in pixels and is no button. */
export function drawPicture(picture: LargePicture, does: Does, isAlone: boolean): TemplateResult {
  const { media, description } = picture
  const { width, height } = media
  const isSized = isAlone && width !== undefined && height !== undefined
  return html`
    <button
      type="button"
      class="picture"
      aria-label=${description === '' ? 'Open picture' : `Open picture: ${description}`}
      style=${styleMap(isSized ? { '--width': `${width}px`, '--ratio': `${width} / ${height}` } : {})}
      @click=${() => updateMessages(does, () => ({ picture }))}
    >
      <img src=${media.url} alt=${description} loading="lazy" />
    </button>
  `
}
