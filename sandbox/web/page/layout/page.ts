import { html, nothing, type TemplateResult } from 'lit'
import { findPlaceName } from '../../client/messages/names.ts'
import type { Place } from '../../protocol.ts'
import { drawComposer } from '../composer/composer.ts'
import { focusComposer } from '../composer/state.ts'
import { drawMessages } from '../messages/conversation.ts'
import { drawModal } from '../modals/modal.ts'
import { drawPanel } from '../panel/panel.ts'
import { drawAvatar, drawChannelSign, icons } from '../parts/icons.ts'
import { choosePlace, gateKey, isGated, markSeen, placesOf, unreadIn } from '../state/places.ts'
import { findPlace, isBotOnline, type State, type Store } from '../state/state.ts'
import { closeDrawer, isPanelOpen, openDrawer, openers, togglePanel } from './drawers.ts'
import { drawPlaces } from './sidebar.ts'

export function drawPage(state: State, store: Store): TemplateResult {
  if (state.scene === undefined) return html`<p class="waiting" role="status">Starting…</p>`
  return html`
    <div
      class="page"
      data-room=${state.room}
      data-drawer=${state.drawer}
      ?data-panel=${isPanelOpen(state)}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key === 'Escape' && !event.defaultPrevented) closeDrawer(store)
      }}
    >
      ${state.isConnected ? nothing : drawLost()} ${drawPlaces(state, store)}
      <main class="conversation" ?inert=${state.drawer !== 'none'}>
        ${drawHeader(state, store)}
        ${isGated(state, findPlace(state)) ? drawGate(store) : html`${drawMessages(state, store)} ${drawComposer(state, store)}`}
      </main>
      ${drawPanel(state, store)}
      <div class="backdrop" @click=${() => closeDrawer(store)}></div>
      <p class="visually-hidden" role="status">${state.announcement}</p>
    </div>
    ${drawModal(state, store)}
  `
}

const drawLost = () =>
  html`<p class="lost" role="alert">The demo has ended. Start it again with <code>npm run demo</code>.</p>`

const topics: Readonly<Record<Place['kind'], string>> = {
  text: 'Type /kling video to make one',
  ageRestricted: 'For adults. Type /kling video to make one',
  direct: 'Only you and the bot. Type /kling video to make one',
}

const topicOf = ({ kind, parentId }: Place, { scene }: State): string =>
  scene === undefined || parentId === undefined ? topics[kind] : `A thread in #${findPlaceName(scene, parentId) ?? ''}`

/** The line above the conversation. */
function drawHeader(state: State, store: Store): TemplateResult {
  const place = findPlace(state)
  const isOpen = isPanelOpen(state)
  return html`<header class="place-header">
    ${state.room === 'narrow' ? drawPlacesOpener(state, store) : nothing}
    ${place === undefined ? nothing : drawPlaceTitle(place, state)}
    <button
      class="panel-button"
      id=${openers.panel}
      aria-expanded=${isOpen}
      aria-controls="panel"
      aria-label=${state.room === 'wide' ? nothing : 'Behind the scenes'}
      @click=${() => togglePanel(store)}
    >
      ${icons.panel}<span class="panel-button-name">Behind the scenes</span>
    </button>
  </header>`
}

function drawPlaceTitle(place: Place, state: State): TemplateResult {
  const { scene } = state
  const sign =
    place.kind === 'direct' && scene !== undefined
      ? drawAvatar(scene.bot.id, scene.bot.name, isBotOnline(state) ? 'online' : 'offline')
      : drawChannelSign(place)
  return html`${sign}
    <h1>${place.name}</h1>
    ${place.kind === 'ageRestricted' ? html`<span class="age-mark" title="Age-restricted">18+</span>` : nothing}
    <p class="topic">${topicOf(place, state)}</p>`
}

/** Opens the list of channels; a number on it says that somebody was mentioned elsewhere. */
function drawPlacesOpener(state: State, store: Store): TemplateResult {
  const elsewhere = placesOf(state.scene, state.personId).filter(({ id }) => id !== state.placeId)
  const pings = elsewhere.reduce((sum, place) => sum + unreadIn(state, place).pings, 0)
  return html`<button
    class="icon-button"
    id=${openers.places}
    aria-expanded=${state.drawer === 'places'}
    aria-controls="places"
    aria-label=${pings === 0 ? 'Channels' : `Channels, ${pings === 1 ? '1 mention' : `${pings} mentions`}`}
    @click=${() => openDrawer(store, 'places')}
  >
    ${icons.menu}${pings === 0 ? nothing : html`<span class="badge" aria-hidden="true">${pings}</span>`}
  </button>`
}

/** What Discord shows instead of an age-restricted channel until the person has agreed, in its own words. */
function drawGate(store: Store): TemplateResult {
  return html`<section class="gate" tabindex="-1" aria-labelledby="gate-title" aria-describedby="gate-text">
    <svg class="gate-sign" viewBox="0 0 96 96" aria-hidden="true">
      <path fill="var(--red)" d="M42.2 12.5a6.7 6.7 0 0 1 11.6 0l34.3 60A6.7 6.7 0 0 1 82.3 82.5H13.7a6.7 6.7 0 0 1-5.8-10Z" />
      <path stroke="#fff" stroke-width="7" stroke-linecap="round" d="M48 34v22M48 68.5v.1" />
    </svg>
    <h2 id="gate-title">Age-Restricted Channel</h2>
    <p id="gate-text">This channel contains adult content marked as age-restricted. Do you wish to proceed?</p>
    <div class="gate-buttons">
      <button class="button" data-look="secondary" @click=${() => leaveGate(store)}>Nope</button>
      <button class="button" data-look="danger" @click=${() => agreeToGate(store)}>Continue</button>
    </div>
  </section>`
}

function leaveGate(store: Store): void {
  store.update((state) => choosePlace(state, findUngatedPlace(state)))
  focusComposer(store.state)
}

const findUngatedPlace = ({ scene, personId, placeId }: State): string =>
  placesOf(scene, personId).find(({ kind }) => kind !== 'ageRestricted')?.id ?? placeId

function agreeToGate(store: Store): void {
  store.update((state) => {
    const place = findPlace(state)
    return place === undefined
      ? state
      : markSeen({ ...state, agreed: new Set(state.agreed).add(gateKey(state, place)) })
  })
  focusComposer(store.state)
}
