import { html, nothing, type TemplateResult } from 'lit'
import type { Person } from '../../protocol.ts'
import { drawAvatar } from '../parts/drawAvatar.ts'
import type { Does } from '../state/does.ts'
import { choosePerson } from '../state/moveTo.ts'
import { findPerson, type State } from '../state/state.ts'
import { focusSoon } from './focusSoon.ts'
import { icons } from './icons.ts'
import { moveFocus } from './moveFocus.ts'

/** Who one is, where Discord has the account; it opens the list of the others. */
export function drawAccount(state: State, does: Does): TemplateResult | typeof nothing {
  const person = findPerson(state)
  if (person === undefined) return nothing
  const isOpen = state.isPersonMenuOpen
  return html`<div class="account" @focusout=${(event: FocusEvent) => closeWhenLeft(event, does)}>
    ${isOpen ? drawMenu(state, does) : nothing}
    <button
      class="account-button"
      id="account"
      aria-haspopup="menu"
      aria-expanded=${isOpen}
      @click=${() => (isOpen ? closeMenu(does) : openMenu(does))}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
        event.preventDefault()
        openMenu(does)
      }}
    >
      ${drawAvatar(person.id, person.name, 'online')}
      <span class="visually-hidden">You are </span>${drawNames(person)}<span class="visually-hidden">. Be somebody else</span>
      ${icons.switch}
    </button>
  </div>`
}

function drawMenu(state: State, does: Does): TemplateResult {
  return html`<div
    class="account-menu"
    role="menu"
    aria-label="Be somebody else"
    @keydown=${(event: KeyboardEvent) => {
      if (moveFocus(event, '[role=menuitemradio]')) return
      if (event.key === 'Tab') does.update((now) => ({ ...now, isPersonMenuOpen: false }))
      if (event.key !== 'Escape') return
      event.stopPropagation()
      closeMenu(does)
    }}
  >
    <p class="account-title" aria-hidden="true">Be somebody else</p>
    ${state.scene?.people.map((person) => drawPerson(person, person.id === state.personId, does))}
  </div>`
}

function drawPerson(person: Person, isChosen: boolean, does: Does): TemplateResult {
  return html`<button
    role="menuitemradio"
    aria-checked=${isChosen}
    tabindex="-1"
    @click=${() => {
      does.update((state) => choosePerson(state, person.id))
      closeMenu(does)
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

function openMenu(does: Does): void {
  does.update((state) => ({ ...state, isPersonMenuOpen: true }))
  focusSoon('.account-menu [aria-checked=true]')
}

function closeMenu(does: Does): void {
  does.update((state) => ({ ...state, isPersonMenuOpen: false }))
  focusSoon('#account')
}

function closeWhenLeft({ currentTarget, relatedTarget }: FocusEvent, does: Does): void {
  if (!(currentTarget instanceof Element) || !does.read().isPersonMenuOpen) return
  if (relatedTarget instanceof Node && currentTarget.contains(relatedTarget)) return
  does.update((state) => ({ ...state, isPersonMenuOpen: false }))
}
