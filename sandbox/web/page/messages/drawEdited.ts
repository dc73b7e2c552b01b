import { html, nothing, type TemplateResult } from 'lit'
import { type JsonObject, textIn } from '../../../discord/json.ts'
import { formatTime } from '../../client/messages/formatTime.ts'

/** `(edited)`, with the time as its tooltip, where a message was. */
export function drawEdited(body: JsonObject): TemplateResult | typeof nothing {
  const at = Date.parse(textIn(body.edited_timestamp))
  if (Number.isNaN(at)) return nothing
  return html`<time class="edited" datetime=${new Date(at).toISOString()} title=${formatTime(at, 'F', at)}>(edited)</time>`
}
