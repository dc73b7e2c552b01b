import { html, type TemplateResult } from 'lit'
import { focusSoon } from '../layout/focusSoon.ts'
import type { Does } from '../state/does.ts'
import type { State } from '../state/state.ts'
import { updatePanel } from './panelDoes.ts'
import type { PanelState } from './panelState.ts'

type Tab = PanelState['tab']

/** The two halves of the panel; the arrow keys go from one to the other. */
export function drawTabs(state: State, does: Does): TemplateResult {
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
      choose(does, other)
      focusSoon(`#tab-${other}`)
    }}
  >
    ${drawTab('controls', html`Controls`, tab, does)}
    ${drawTab('requests', html`Requests <span class="count">${count}</span>`, tab, does)}
  </div>`
}

function drawTab(own: Tab, name: TemplateResult, chosen: Tab, does: Does): TemplateResult {
  return html`<button
    class="tab"
    role="tab"
    id=${`tab-${own}`}
    aria-selected=${own === chosen}
    aria-controls="panel-content"
    tabindex=${own === chosen ? 0 : -1}
    @click=${() => choose(does, own)}
  >
    ${name}
  </button>`
}

const choose = (does: Does, tab: Tab): void => updatePanel(does, () => ({ tab }))
