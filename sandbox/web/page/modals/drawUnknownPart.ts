import { html, type TemplateResult } from 'lit'
import { guard } from 'lit/directives/guard.js'

/** Something that this page cannot draw yet. It is reported, once, so that a test in a browser fails. */
export function drawUnknownPart(type: unknown): TemplateResult {
  return html`${guard([type], () => {
    console.error(`Component type ${String(type)} is not drawn in modals`)
    return html`<p class="unknown-part">Component type ${String(type)} is not drawn here</p>`
  })}`
}
