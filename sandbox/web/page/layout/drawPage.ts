import { html, type TemplateResult } from 'lit'
import { drawComposer } from '../composer/drawComposer.ts'
import { drawMessages } from '../messages/drawMessages.ts'
import { drawModal } from '../modals/drawModal.ts'
import { drawPanel } from '../panel/drawPanel.ts'
import type { Does } from '../state/does.ts'
import { findPlace, type State } from '../state/state.ts'

export function drawPage(state: State, does: Does): TemplateResult {
  if (state.scene === undefined) return html`<p class="waiting" role="status">Starting…</p>`
  const place = findPlace(state)
  return html`
    <div class="page" data-drawer=${state.drawer}>
      <nav class="places" aria-label="Channels"></nav>
      <main class="conversation">
        <header class="place-header"><h1>${place?.name ?? ''}</h1></header>
        ${drawMessages(state, does)} ${drawComposer(state, does)}
      </main>
      ${drawPanel(state, does)}
    </div>
    ${drawModal(state, does)}
  `
}
