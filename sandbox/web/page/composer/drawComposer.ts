import { html, nothing, type TemplateResult } from 'lit'
import { keyed } from 'lit/directives/keyed.js'
import type { Does } from '../state/does.ts'
import { findPlace, keyOf, type State } from '../state/state.ts'
import { drawCommandBox } from './drawCommandBox.ts'
import { drawDropHint } from './drawDropHint.ts'
import { drawMessageBox } from './drawMessageBox.ts'
import { drawOpenList } from './drawOpenList.ts'

/** The box at the foot of a conversation: for an ordinary message, or a command that is being filled in. */
export function drawComposer(state: State, does: Does): TemplateResult {
  const place = findPlace(state)
  const { composer } = state
  if (place === undefined) return html`<footer class="composer"></footer>`
  return html`
    <footer class="composer">
      ${composer.isDropping ? drawDropHint(state, place) : nothing}
      ${keyed(
        keyOf(state.personId, place.id),
        html`
          <div class="composer-above">
            ${drawOpenList(state, does)}
            <p class="composer-notice" role="alert" ?hidden=${composer.notice === undefined}>${composer.notice}</p>
          </div>
          <div class="composer-frame">
            ${
              composer.command === undefined
                ? drawMessageBox(state, place, does)
                : drawCommandBox(state, composer.command, does)
            }
          </div>
        `,
      )}
    </footer>
  `
}
