import { html, type TemplateResult } from 'lit'
import '@skyra/discord-components-core/discord-time.js'
import { formatTime } from '../../../client/messages/formatTime.ts'
import type { TimeStyle } from '../../../client/messages/markdownNode.ts'

/** `<t:…>`, with the whole date as its tooltip. Both instants in milliseconds since the epoch. */
export function drawTime(at: number, style: TimeStyle, now: number): TemplateResult {
  return html`<discord-time title=${formatTime(at, 'F', now)}
    ><time datetime=${new Date(at).toISOString()}>${formatTime(at, style, now)}</time></discord-time
  >`
}
