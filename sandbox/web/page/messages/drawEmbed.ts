import { html, nothing, type TemplateResult } from 'lit'
import '@skyra/discord-components-core/discord-embed.js'
import '@skyra/discord-components-core/discord-embed-description.js'
import '@skyra/discord-components-core/discord-embed-field.js'
import '@skyra/discord-components-core/discord-embed-fields.js'
import { type JsonObject, objectsIn, textIn } from '../../../discord/json.ts'
import { formatColour } from './formatColour.ts'
import type { MessageLook } from './look.ts'
import { drawMarkdown } from './markdown/drawMarkdown.ts'

/**
 * The older kind of framed message. Titles are drawn as ours: given to skyra's element, every number of 17 digits in them
 * would be looked up as an emoji on the network.
 */
export function drawEmbed(embed: JsonObject, key: string, look: MessageLook): TemplateResult {
  const title = textIn(embed.title)
  const fields = objectsIn(embed.fields)
  return html`
    <discord-embed class="embed" .color=${formatColour(embed.color) ?? '#1e1f22'}>
      <discord-embed-description slot="description">
        ${title === '' ? nothing : html`<strong class="embed-title">${drawMarkdown(title, `${key}-title`, look)}</strong>`}
        <div class="markup">${drawMarkdown(textIn(embed.description), key, look)}</div>
      </discord-embed-description>
      ${
        fields.length === 0
          ? nothing
          : html`<discord-embed-fields slot="fields">${fields.map((field, index) => drawField(field, `${key}-${index}`, look))}</discord-embed-fields>`
      }
    </discord-embed>
  `
}

const drawField = (field: JsonObject, key: string, look: MessageLook): TemplateResult => html`
  <discord-embed-field>
    <strong class="embed-field-name">${drawMarkdown(textIn(field.name), `${key}-name`, look)}</strong>
    <div class="markup">${drawMarkdown(textIn(field.value), key, look)}</div>
  </discord-embed-field>
`
