import { html, type TemplateResult } from 'lit'
import { isObject, type JsonObject } from '../../../../discord/json.ts'
import type { MessageLook } from '../look.ts'
import { drawThumbnail } from '../media/drawThumbnail.ts'
import { drawButton } from './drawButton.ts'
import { drawUnknown } from './drawUnknown.ts'

/** Texts with a button or a small picture beside them. */
export function drawSection({ accessory }: JsonObject, texts: unknown, look: MessageLook): TemplateResult {
  return html`
    <div class="section">
      <div class="section-texts">${texts}</div>
      <div class="section-accessory">${drawAccessory(accessory, look)}</div>
    </div>
  `
}

function drawAccessory(accessory: unknown, look: MessageLook): TemplateResult {
  const component = isObject(accessory) ? accessory : {}
  if (component.type === 2) return drawButton(component, look)
  return component.type === 11 ? drawThumbnail(component, look) : drawUnknown(component)
}
