import { html, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import '@skyra/discord-components-core/discord-action-row.js'
import { type JsonObject, objectsIn, textIn } from '../../../../discord/json.ts'
import { selectTypes } from '../../../client/selects/selectTypes.ts'
import type { MessageLook } from '../look.ts'
import { drawButton } from './drawButton.ts'
import { drawSelect } from './drawSelect.ts'
import { drawUnknown } from './drawUnknown.ts'

/** Buttons beside each other, or a select. */
export function drawActionRow(component: JsonObject, look: MessageLook): TemplateResult {
  return html`
    <discord-action-row class="action-row">
      ${repeat(
        objectsIn(component.components),
        (inner, index) => textIn(inner.custom_id) || index,
        (inner) => drawInner(inner, look),
      )}
    </discord-action-row>
  `
}

function drawInner(component: JsonObject, look: MessageLook): TemplateResult {
  if (component.type === 2) return drawButton(component, look)
  return selectTypes.includes(Number(component.type)) ? drawSelect(component, look) : drawUnknown(component)
}
