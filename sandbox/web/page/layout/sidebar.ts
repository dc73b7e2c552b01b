import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { Unread } from '../../client/messages/conversation.ts'
import type { Person, Place } from '../../protocol.ts'
import { goToPlace } from '../messages/actions.ts'
import { focusSoon, moveFocus } from '../parts/focus.ts'
import { drawAvatar, drawChannelSign, icons } from '../parts/icons.ts'
import { choosePerson, choosePlace, placesOf, unreadIn } from '../state/places.ts'
import { findPerson, isBotOnline, type State, type Store } from '../state/state.ts'
import { closeDrawer } from './drawers.ts'

/** What stands at the left: the server, its channels, the direct conversation, and who one is. */
export function drawPlaces(state: State, store: Store): TemplateResult {
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
      <button class="icon-button close-drawer" aria-label="Close the channels" @click=${() => closeDrawer(store)}>
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
        store,
      )}
      ${drawGroup(
        'Direct Messages',
        places.filter(({ kind }) => kind === 'direct'),
        state,
        store,
      )}
    </nav>
    ${drawAccount(state, store)}
  </div>`
}

function drawGroup(title: string, places: readonly Place[], state: State, store: Store) {
  if (places.length === 0) return nothing
  return html`<h3>${title}</h3>
    <ul role="list">
      ${repeat(
        places,
        ({ id }) => id,
        (place) => html`<li>${drawPlace(place, state, store)}</li>`,
      )}
    </ul>`
}

/** A channel, or the conversation with the bot, in the list. */
function drawPlace(place: Place, state: State, store: Store): TemplateResult {
  const isChosen = place.id === state.placeId
  const unread = isChosen ? nothingNew : unreadIn(state, place)
  return html`<button
    class="place"
    data-kind=${place.kind}
    ?data-thread=${place.parentId !== undefined}
    data-place=${place.id}
    ?data-unread=${unread.isUnread}
    aria-current=${isChosen ? 'page' : nothing}
    aria-label=${nameOf(place, unread, isBotOnline(state))}
    @click=${() => openPlace(place, store)}
  >
    ${drawPlaceSign(place, state)}
    <span class="place-name">${place.name}</span>
    ${unread.pings === 0 ? nothing : html`<span class="badge">${unread.pings > 99 ? '99+' : unread.pings}</span>`}
  </button>`
}

const nothingNew: Unread = { isUnread: false, pings: 0 }

/** With everything that is only seen. */
function nameOf({ name, kind, parentId }: Place, { isUnread, pings }: Unread, isBotThere: boolean): string {
  const parts = [name]
  if (parentId !== undefined) parts.push('thread')
  if (kind === 'ageRestricted') parts.push('age-restricted')
  if (kind === 'direct') parts.push(isBotThere ? 'online' : 'offline')
  if (pings > 0) parts.push(pings === 1 ? '1 mention' : `${pings} mentions`)
  else if (isUnread) parts.push('unread messages')
  return parts.join(', ')
}

/** One goes on writing there, as in Discord; a drawer gives the focus back to what opened it. */
function openPlace(place: Place, store: Store): void {
  if (store.state.drawer === 'none') {
    goToPlace(place.id, store)
    return
  }
  store.update((state) => choosePlace(state, place.id))
  closeDrawer(store)
}

function drawPlaceSign(place: Place, state: State): TemplateResult {
  if (place.kind !== 'direct' || state.scene === undefined) return drawChannelSign(place)
  const { id, name } = state.scene.bot
  return drawAvatar(id, name, isBotOnline(state) ? 'online' : 'offline')
}

/** Who one is, where Discord has the account; it opens the list of the others. */
function drawAccount(state: State, store: Store): TemplateResult | typeof nothing {
  const person = findPerson(state)
  if (person === undefined) return nothing
  const isOpen = state.isPersonMenuOpen
  return html`<div class="account" @focusout=${(event: FocusEvent) => closeMenuWhenLeft(event, store)}>
    ${isOpen ? drawPersonMenu(state, store) : nothing}
    <button
      class="account-button"
      id="account"
      aria-haspopup="menu"
      aria-expanded=${isOpen}
      @click=${() => (isOpen ? closePersonMenu(store) : openPersonMenu(store))}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
        event.preventDefault()
        openPersonMenu(store)
      }}
    >
      ${drawAvatar(person.id, person.name, 'online')}
      <span class="visually-hidden">You are </span>${drawNames(person)}<span class="visually-hidden">. Be somebody else</span>
      ${icons.switch}
    </button>
  </div>`
}

function drawPersonMenu(state: State, store: Store): TemplateResult {
  return html`<div
    class="account-menu"
    role="menu"
    aria-label="Be somebody else"
    @keydown=${(event: KeyboardEvent) => {
      if (moveFocus(event, '[role=menuitemradio]')) return
      if (event.key === 'Tab') store.update((now) => ({ ...now, isPersonMenuOpen: false }))
      if (event.key !== 'Escape') return
      event.stopPropagation()
      closePersonMenu(store)
    }}
  >
    <p class="account-title" aria-hidden="true">Be somebody else</p>
    ${state.scene?.people.map((person) => drawPerson(person, person.id === state.personId, store))}
  </div>`
}

function drawPerson(person: Person, isChosen: boolean, store: Store): TemplateResult {
  return html`<button
    role="menuitemradio"
    aria-checked=${isChosen}
    tabindex="-1"
    @click=${() => {
      store.update((state) => choosePerson(state, person.id))
      closePersonMenu(store)
    }}
  >
    ${drawAvatar(person.id, person.name)}
    ${drawNames(person)}
    ${isChosen ? icons.tick : nothing}
  </button>`
}

const drawNames = ({ name, role }: Person) => html`<span class="account-names">
  <strong>${name}</strong><span class="visually-hidden">, </span><span class="account-role">${role}</span>
</span>`

function openPersonMenu(store: Store): void {
  store.update((state) => ({ ...state, isPersonMenuOpen: true }))
  focusSoon('.account-menu [aria-checked=true]')
}

function closePersonMenu(store: Store): void {
  store.update((state) => ({ ...state, isPersonMenuOpen: false }))
  focusSoon('#account')
}

function closeMenuWhenLeft({ currentTarget, relatedTarget }: FocusEvent, store: Store): void {
  if (!(currentTarget instanceof Element) || !store.state.isPersonMenuOpen) return
  if (relatedTarget instanceof Node && currentTarget.contains(relatedTarget)) return
  store.update((state) => ({ ...state, isPersonMenuOpen: false }))
}
