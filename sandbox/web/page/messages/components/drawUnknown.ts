import { html, nothing, type TemplateResult } from 'lit'
import { guard } from 'lit/directives/guard.js'
import { repeat } from 'lit/directives/repeat.js'
import type { JsonObject } from '../../../../discord/json.ts'
import { findUnknownTypes } from '../../../client/messages/findUnknownTypes.ts'
import type { ShownMessage } from '../../../protocol.ts'

/** A component that nobody has taught the page yet is seen, not left out. */
export const drawUnknown = ({ type }: JsonObject): TemplateResult =>
  html`<p class="unknown-component" role="note">Component type ${String(type)} is not drawn here</p>`

/** Says in the console, once per message and type, what is not drawn: the tests in the browser fail then. */
export function drawUnknownReports({ id, body }: ShownMessage): unknown {
  return repeat(
    findUnknownTypes(body.components),
    (type) => type,
    (type) =>
      guard([], () => {
        console.error(`Component type ${String(type)} of message ${id} is not drawn.`)
        return nothing
      }),
  )
}
