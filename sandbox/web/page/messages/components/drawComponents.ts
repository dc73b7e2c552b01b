import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { type JsonObject, objectsIn, textIn } from '../../../../discord/json.ts'
import type { MessageLook } from '../look.ts'
import { drawMarkdown } from '../markdown/drawMarkdown.ts'
import { drawFileComponent } from '../media/drawFile.ts'
import { drawGallery } from '../media/drawGallery.ts'
import { drawActionRow } from './drawActionRow.ts'
import { drawContainer } from './drawContainer.ts'
import { drawSection } from './drawSection.ts'
import { drawSeparator } from './drawSeparator.ts'
import { drawUnknown } from './drawUnknown.ts'

/** Components below each other. A video is kept by its address, so that it goes on playing when others come or go. */
export function drawComponents(components: readonly JsonObject[], look: MessageLook): unknown {
  if (components.length === 0) return nothing
  return repeat(
    components,
    (component, index) => keyOf(component, components, index),
    (component) => drawComponent(component, look),
  )
}

/** The n-th of its type: another text above a gallery does not make it another gallery. */
function keyOf({ type }: JsonObject, components: readonly JsonObject[], index: number): string {
  const before = components.slice(0, index).filter((component) => component.type === type).length
  return `${type}-${before}`
}

/** @see https://discord.com/developers/docs/components/reference#component-object-component-types */
function drawComponent(component: JsonObject, look: MessageLook): TemplateResult {
  const key = `component-${component.id}`
  const inside = () => drawComponents(objectsIn(component.components), look)
  switch (component.type) {
    case 1:
      return drawActionRow(component, look)
    case 9:
      return drawSection(component, inside(), look)
    case 10:
      return html`<div class="markup text-display">${drawMarkdown(textIn(component.content), key, look)}</div>`
    case 12:
      return drawGallery(objectsIn(component.items), key, look)
    case 13:
      return drawFileComponent(component, key, look)
    case 14:
      return drawSeparator(component)
    case 17:
      return drawContainer(component, inside(), look)
    default:
      return drawUnknown(component)
  }
}
