import { html, nothing, type TemplateResult } from 'lit'
import type { ShownMessage } from '../../protocol.ts'
import { drawMarkdown } from '../messages/markdown/drawMarkdown.ts'
import type { Does } from '../state/does.ts'
import { findPerson, findPlace, type State } from '../state/state.ts'

/** A text between the fields, with the same formatting as in messages. */
export function drawText(
  content: string,
  index: number,
  interactionId: string,
  state: State,
  does: Does,
): TemplateResult | typeof nothing {
  const { scene, placeId } = state
  const person = findPerson(state)
  const place = findPlace(state)
  if (scene === undefined || person === undefined || place === undefined) return nothing
  const message: ShownMessage = { id: interactionId, placeId, body: {}, isLoading: false, pings: [], createdAt: 0 }
  const look = { state, scene, person, place, does, message, use: { waitingFor: undefined, hasFailed: false } }
  return html`<div class="modal-text markup">${drawMarkdown(content, `modal/${index}`, look)}</div>`
}
