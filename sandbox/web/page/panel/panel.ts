import { html, nothing, type TemplateResult } from 'lit'
import { closeDrawer, isPanelOpen } from '../layout/drawers.ts'
import { focusSoon } from '../parts/focus.ts'
import { icons } from '../parts/icons.ts'
import type { State, Store } from '../state/state.ts'
import { drawControls } from './controls.ts'
import { drawRequests } from './requests.ts'
import { type PanelState, updatePanel } from './state.ts'

/** Behind the scenes: what the bot does, and what one can do to it. */
export function drawPanel(state: State, store: Store): TemplateResult {
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
      ${isDrawer ? drawClose(store) : nothing}
    </div>
    ${drawTabs(state, store)}
    <div class="panel-content" id="panel-content" role="tabpanel" aria-labelledby=${`tab-${tab}`}>
      ${tab === 'controls' ? drawControls(state, store) : drawRequests(state, store)}
    </div>
  </section>`
}

const drawClose = (store: Store) =>
  html`<button class="icon-button" aria-label="Close" @click=${() => closeDrawer(store)}>${icons.close}</button>`

type Tab = PanelState['tab']

/** The two halves of the panel; the arrow keys go from one to the other. */
function drawTabs(state: State, store: Store): TemplateResult {
  const { tab } = state.panel
  const count = state.scene?.requests.at(-1)?.number ?? 0
  return html`<div
    class="tabs"
    role="tablist"
    aria-label="Behind the scenes"
    @keydown=${(event: KeyboardEvent) => {
      if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
      event.preventDefault()
      const other = tab === 'controls' ? 'requests' : 'controls'
      chooseTab(store, other)
      focusSoon(`#tab-${other}`)
    }}
  >
    ${drawTab('controls', html`Controls`, tab, store)}
    ${drawTab('requests', html`Requests <span class="count">${count}</span>`, tab, store)}
  </div>`
}

function drawTab(own: Tab, name: TemplateResult, chosen: Tab, store: Store): TemplateResult {
  return html`<button
    class="tab"
    role="tab"
    id=${`tab-${own}`}
    aria-selected=${own === chosen}
    aria-controls="panel-content"
    tabindex=${own === chosen ? 0 : -1}
    @click=${() => chooseTab(store, own)}
  >
    ${name}
  </button>`
}

const chooseTab = (store: Store, tab: Tab): void => updatePanel(store, () => ({ tab }))
