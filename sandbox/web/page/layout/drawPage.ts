import { html, nothing, type TemplateResult } from 'lit'
import { drawComposer } from '../composer/drawComposer.ts'
import { drawMessages } from '../messages/drawMessages.ts'
import { drawModal } from '../modals/drawModal.ts'
import { drawPanel } from '../panel/drawPanel.ts'
import type { Does } from '../state/does.ts'
import { isGated } from '../state/listPlaces.ts'
import { findPlace, type State } from '../state/state.ts'
import { closeDrawer, isPanelOpen } from './drawers.ts'
import { drawGate } from './drawGate.ts'
import { drawHeader } from './drawHeader.ts'
import { drawPlaces } from './drawPlaces.ts'

export function drawPage(state: State, does: Does): TemplateResult {
  if (state.scene === undefined) return html`<p class="waiting" role="status">Starting…</p>`
  return html`
    <div
      class="page"
      data-room=${state.room}
      data-drawer=${state.drawer}
      ?data-panel=${isPanelOpen(state)}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key === 'Escape' && !event.defaultPrevented) closeDrawer(does)
      }}
    >
      ${state.isConnected ? nothing : drawLost()} ${drawPlaces(state, does)}
      <main class="conversation" ?inert=${state.drawer !== 'none'}>
        ${drawHeader(state, does)}
        ${isGated(state, findPlace(state)) ? drawGate(does) : html`${drawMessages(state, does)} ${drawComposer(state, does)}`}
      </main>
      ${drawPanel(state, does)}
      <div class="backdrop" @click=${() => closeDrawer(does)}></div>
      <p class="visually-hidden" role="status">${state.announcement}</p>
    </div>
    ${drawModal(state, does)}
  `
}

const drawLost = () =>
  html`<p class="lost" role="alert">The demo has ended. Start it again with <code>npm run demo</code>.</p>`
