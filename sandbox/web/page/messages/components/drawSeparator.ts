import { html, type TemplateResult } from 'lit'
import { type JsonObject, numberIn } from '../../../../discord/json.ts'

/** Room between components, with or without a line. */
export const drawSeparator = ({ divider, spacing }: JsonObject): TemplateResult =>
  html`<hr class="separator" ?data-line=${divider !== false} ?data-large=${numberIn(spacing) === 2} />`
