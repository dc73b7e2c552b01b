import { html, nothing, type TemplateResult } from 'lit'
import type { Person } from '../../protocol.ts'
import { focusSoon, moveFocus } from '../parts/focus.ts'
import { drawAvatar, icons } from '../parts/icons.ts'
import { choosePerson } from '../state/places.ts'
import { findPerson, type State, type Store } from '../state/state.ts'

/** Who one is, where Discord has the account; it opens the list of the others. */
export function drawAccount(state: State, store: Store): TemplateResult | typeof nothing {
  const person = findPerson(state)
  if (person === undefined) return nothing
  const isOpen = state.isPersonMenuOpen
  return html`<div class="account" @focusout=${(event: FocusEvent) => closeWhenLeft(event, store)}>
    ${isOpen ? drawMenu(state, store) : nothing}
    <button
      class="account-button"
      id="account"
      aria-haspopup="menu"
      aria-expanded=${isOpen}
      @click=${() => (isOpen ? closeMenu(store) : openMenu(store))}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
        event.preventDefault()
        openMenu(store)
      }}
    >
      ${drawAvatar(person.id, person.name, 'online')}
      <span class="visually-hidden">You are </span>${drawNames(person)}<span class="visually-hidden">. Be somebody else</span>
      ${icons.switch}
    </button>
  </div>`
}

function drawMenu(state: State, store: Store): TemplateResult {
  return html`<div
    class="account-menu"
    role="menu"
    aria-label="Be somebody else"
    @keydown=${(event: KeyboardEvent) => {
      if (moveFocus(event, '[role=menuitemradio]')) return
      if (event.key === 'Tab') store.update((now) => ({ ...now, isPersonMenuOpen: false }))
      if (event.key !== 'Escape') return
      event.stopPropagation()
      closeMenu(store)
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
      closeMenu(store)
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

function openMenu(store: Store): void {
  store.update((state) => ({ ...state, isPersonMenuOpen: true }))
  focusSoon('.account-menu [aria-checked=true]')
}

function closeMenu(store: Store): void {
  store.update((state) => ({ ...state, isPersonMenuOpen: false }))
  focusSoon('#account')
}

function closeWhenLeft({ currentTarget, relatedTarget }: FocusEvent, store: Store): void {
  if (!(currentTarget instanceof Element) || !store.state.isPersonMenuOpen) return
  if (relatedTarget instanceof Node && currentTarget.contains(relatedTarget)) return
  store.update((state) => ({ ...state, isPersonMenuOpen: false }))
}
