import { html, type TemplateResult } from 'lit'
import type { Place } from '../../protocol.ts'
import { drawIcon } from '../fields/drawIcon.ts'
import type { State } from '../state/state.ts'
import { describePlace } from './describePlace.ts'

/** Lies over the conversation while files are dragged; it does not take them itself. */
export function drawDropHint(state: State, place: Place): TemplateResult {
  const { command } = state.composer
  return html`
    <div class="drop-hint" aria-hidden="true">
      <div class="drop-hint-card">
        ${drawIcon('upload')}
        <strong>Upload to ${command === undefined ? describePlace(place, state) : `/${command.name}`}</strong>
      </div>
    </div>
  `
}
