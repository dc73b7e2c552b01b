import { html, nothing, type TemplateResult } from 'lit'
import type { Place } from '../../protocol.ts'
import { drawAvatar } from '../parts/drawAvatar.ts'
import { isBotOnline } from '../state/botState.ts'
import type { Does } from '../state/does.ts'
import { placesOf, unreadIn } from '../state/listPlaces.ts'
import { findPlace, type State } from '../state/state.ts'
import { isPanelOpen, openDrawer, openers, togglePanel } from './drawers.ts'
import { icons } from './icons.ts'

const topics: Readonly<Record<Place['kind'], string>> = {
  text: 'Type /kling video to make one',
  ageRestricted: 'For adults. Type /kling video to make one',
  direct: 'Only you and the bot. Type /kling video to make one',
}

/** The line above the conversation. */
export function drawHeader(state: State, does: Does): TemplateResult {
  const place = findPlace(state)
  const isOpen = isPanelOpen(state)
  return html`<header class="place-header">
    ${state.room === 'narrow' ? drawOpener(state, does) : nothing}
    ${place === undefined ? nothing : drawTitle(place, state)}
    <button
      class="panel-button"
      id=${openers.panel}
      aria-expanded=${isOpen}
      aria-controls="panel"
      aria-label=${state.room === 'wide' ? nothing : 'Behind the scenes'}
      @click=${() => togglePanel(does)}
    >
      ${icons.panel}<span class="panel-button-name">Behind the scenes</span>
    </button>
  </header>`
}

function drawTitle(place: Place, state: State): TemplateResult {
  const { scene } = state
  const sign =
    place.kind === 'direct' && scene !== undefined
      ? drawAvatar(scene.bot.id, scene.bot.name, isBotOnline(state) ? 'online' : 'offline')
      : place.kind === 'ageRestricted'
        ? icons.ageRestricted
        : icons.channel
  return html`${sign}
    <h1>${place.name}</h1>
    ${place.kind === 'ageRestricted' ? html`<span class="age-mark" title="Age-restricted">18+</span>` : nothing}
    <p class="topic">${topics[place.kind]}</p>`
}

/** Opens the list of channels; a number on it says that somebody was mentioned elsewhere. */
function drawOpener(state: State, does: Does): TemplateResult {
  const elsewhere = placesOf(state.scene, state.personId).filter(({ id }) => id !== state.placeId)
  const pings = elsewhere.reduce((sum, place) => sum + unreadIn(state, place).pings, 0)
  return html`<button
    class="icon-button"
    id=${openers.places}
    aria-expanded=${state.drawer === 'places'}
    aria-controls="places"
    aria-label=${pings === 0 ? 'Channels' : `Channels, ${pings === 1 ? '1 mention' : `${pings} mentions`}`}
    @click=${() => openDrawer(does, 'places')}
  >
    ${icons.menu}${pings === 0 ? nothing : html`<span class="badge" aria-hidden="true">${pings}</span>`}
  </button>`
}
