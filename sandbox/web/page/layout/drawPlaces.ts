import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { Place } from '../../protocol.ts'
import type { Does } from '../state/does.ts'
import { placesOf } from '../state/listPlaces.ts'
import type { State } from '../state/state.ts'
import { drawAccount } from './drawAccount.ts'
import { closeDrawer } from './drawers.ts'
import { drawPlace } from './drawPlace.ts'
import { icons } from './icons.ts'
import { moveFocus } from './moveFocus.ts'

/** What stands at the left: the server, its channels, the direct conversation, and who one is. */
export function drawPlaces(state: State, does: Does): TemplateResult {
  const places = placesOf(state.scene, state.personId)
  const isDrawer = state.room === 'narrow'
  const isOpen = state.drawer === 'places'
  return html`<div
    class="sidebar"
    id="places"
    role=${isDrawer && isOpen ? 'dialog' : 'region'}
    aria-modal=${isDrawer && isOpen ? 'true' : nothing}
    aria-label=${isDrawer && isOpen ? 'Channels' : 'Server'}
    ?inert=${isDrawer ? !isOpen : state.drawer !== 'none'}
  >
    <div class="server">
      <h2>${state.scene?.guildName ?? ''}</h2>
      <button class="icon-button close-drawer" aria-label="Close the channels" @click=${() => closeDrawer(does)}>
        ${icons.close}
      </button>
    </div>
    <nav
      class="places"
      aria-label="Channels"
      @keydown=${(event: KeyboardEvent) => {
        moveFocus(event, '.place')
      }}
    >
      ${drawGroup(
        'Text Channels',
        places.filter(({ kind }) => kind !== 'direct'),
        state,
        does,
      )}
      ${drawGroup(
        'Direct Messages',
        places.filter(({ kind }) => kind === 'direct'),
        state,
        does,
      )}
    </nav>
    ${drawAccount(state, does)}
  </div>`
}

function drawGroup(title: string, places: readonly Place[], state: State, does: Does) {
  if (places.length === 0) return nothing
  return html`<h3>${title}</h3>
    <ul role="list">
      ${repeat(
        places,
        ({ id }) => id,
        (place) => html`<li>${drawPlace(place, state, does)}</li>`,
      )}
    </ul>`
}
