import { html, type TemplateResult } from 'lit'
import { styleMap } from 'lit/directives/style-map.js'
import type { JsonObject } from '../../../../discord/json.ts'
import { formatColour } from '../formatColour.ts'
import type { MessageLook } from '../look.ts'
import { drawCover } from '../media/drawCover.ts'

/** A frame around components, with a bar in the accent colour. */
export function drawContainer(component: JsonObject, components: unknown, look: MessageLook): TemplateResult {
  const colour = formatColour(component.accent_color)
  const inside = html`<div class="container-inside">${components}</div>`
  return html`
    <div class="container" ?data-accent=${colour !== undefined} style=${styleMap({ '--accent': colour })}>
      ${component.spoiler === true ? drawCover(inside, `component-${component.id}`, look) : inside}
    </div>
  `
}
