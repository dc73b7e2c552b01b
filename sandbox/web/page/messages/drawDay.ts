import { html, type TemplateResult } from 'lit'
import { formatTime } from '../../client/messages/formatTime.ts'

/** The line between two days. @param at milliseconds since the epoch */
export function drawDay(at: number): TemplateResult {
  const day = formatTime(at, 'D', at)
  return html`<div class="day" role="separator" aria-label=${day}><span>${day}</span></div>`
}
