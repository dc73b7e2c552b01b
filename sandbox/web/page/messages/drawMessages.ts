import { html, type TemplateResult } from 'lit'
import type { Does } from '../state/does.ts'
import type { State } from '../state/state.ts'

export function drawMessages(_state: State, _does: Does): TemplateResult {
  return html`<section class="messages"></section>`
}
