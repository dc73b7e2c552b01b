import { html, type TemplateResult } from 'lit'

/** Three moving dots: something is on its way. */
export const drawDots = (): TemplateResult =>
  html`<span class="thinking-dots" aria-hidden="true"><i></i><i></i><i></i></span>`
