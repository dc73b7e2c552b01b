import { html, nothing, type TemplateResult } from 'lit'
import { closeDrawer, isPanelOpen } from '../layout/drawers.ts'
import { icons } from '../layout/icons.ts'
import type { Does } from '../state/does.ts'
import type { State } from '../state/state.ts'
import { drawControls } from './drawControls.ts'
import { drawRequests } from './drawRequests.ts'
import { drawTabs } from './drawTabs.ts'

/** Behind the scenes: what the bot does, and what one can do to it. */
export function drawPanel(state: State, does: Does): TemplateResult {
  const isOpen = isPanelOpen(state)
  const isDrawer = state.room !== 'wide'
  const { tab } = state.panel
  return html`<section
    class="panel"
    id="panel"
    aria-label="Behind the scenes"
    role=${isDrawer && isOpen ? 'dialog' : 'complementary'}
    aria-modal=${isDrawer && isOpen ? 'true' : nothing}
    ?hidden=${!isDrawer && !isOpen}
    ?inert=${isDrawer ? !isOpen : state.drawer !== 'none'}
  >
    <div class="panel-header">
      <h2>Behind the scenes</h2>
      ${isDrawer ? drawClose(does) : nothing}
    </div>
    ${drawTabs(state, does)}
    <div class="panel-content" id="panel-content" role="tabpanel" aria-labelledby=${`tab-${tab}`}>
      ${tab === 'controls' ? drawControls(state, does) : drawRequests(state, does)}
    </div>
  </section>`
}

const drawClose = (does: Does) =>
  html`<button class="icon-button" aria-label="Close" @click=${() => closeDrawer(does)}>${icons.close}</button>`
