import { html, nothing, type TemplateResult } from 'lit'
import { styleMap } from 'lit/directives/style-map.js'
import { listMenu } from '../../../client/messages/listMenu.ts'
import { focusAfterDraw } from '../../fields/afterDraw.ts'
import { moveFocus } from '../../layout/moveFocus.ts'
import { updateMessages } from '../actions/updateMessages.ts'
import { drawSign } from '../drawSign.ts'
import type { Look } from '../look.ts'
import { listItems, type MenuItem } from './listItems.ts'
import { closeMenu, firstItemId, menuWidth } from './openMenu.ts'

const firstAppId = 'message-menu-first-app'
const itemHeight = 40

/** The menu of a message, over the page. */
export function drawMenu(look: Look): TemplateResult | typeof nothing {
  const { state, scene, person, place, does } = look
  const message = scene.messages.find(({ id }) => id === state.openMenu)
  if (message === undefined) return nothing
  const menu = listMenu(message, { person, place, commands: scene.commands })
  const { items, apps } = listItems(message, menu, look)
  const { menuAt, isAppsOpen } = state.messages
  const height = (items.length + (apps.length === 0 ? 0 : 1)) * itemHeight + 16
  const close = () => closeMenu(does, { returnsFocus: true })
  return html`
    <div class="menu-backdrop" @click=${close} @contextmenu=${prevent(close)}></div>
    <div
      class="menu"
      role="menu"
      aria-label="Message actions"
      style=${styleMap({ '--x': `${menuAt.x}px`, '--y': `${menuAt.y}px`, '--height': `${height}px` })}
      @keydown=${(event: KeyboardEvent) => handleKey(event, look, apps.length > 0)}
      @focusout=${({ relatedTarget, currentTarget }: FocusEvent) => {
        if (relatedTarget instanceof Node && currentTarget instanceof Node && !currentTarget.contains(relatedTarget)) {
          closeMenu(does, { returnsFocus: false })
        }
      }}
    >
      ${apps.length === 0 ? nothing : drawApps(apps, isAppsOpen, look)}
      ${items.map((item, index) => drawItem(item, apps.length === 0 && index === 0 ? firstItemId : nothing))}
    </div>
  `
}

const prevent = (act: () => void) => (event: Event) => {
  event.preventDefault()
  act()
}

function drawApps(apps: readonly MenuItem[], isOpen: boolean, { does, state }: Look): TemplateResult {
  const open = () => {
    updateMessages(does, () => ({ isAppsOpen: true }))
    focusAfterDraw(firstAppId)
  }
  return html`
    <div class="menu-apps" role="none">
      <button type="button" class="menu-item" role="menuitem" id=${firstItemId} tabindex="-1" aria-haspopup="menu" aria-expanded=${isOpen ? 'true' : 'false'} @click=${open}>
        <span>Apps</span> ${drawSign('next')}
      </button>
      ${
        isOpen
          ? html`<div class="submenu" role="menu" data-side=${state.messages.menuAt.x < menuWidth + 8 ? 'right' : 'left'} aria-label="Apps">${apps.map((item, index) => drawItem(item, index === 0 ? firstAppId : nothing))}</div>`
          : nothing
      }
    </div>
  `
}

const drawItem = ({ label, sign, act, isDangerous }: MenuItem, id: string | typeof nothing): TemplateResult => html`
  <button type="button" class="menu-item" role="menuitem" id=${id} tabindex="-1" ?data-danger=${isDangerous} @click=${act}>
    <span>${label}</span> ${sign}
  </button>
`

function handleKey(event: KeyboardEvent, { does, state }: Look, hasApps: boolean): void {
  const { isAppsOpen } = state.messages
  const isOnApps = event.target instanceof Element && event.target.id === firstItemId
  const closeApps = () => {
    updateMessages(does, () => ({ isAppsOpen: false }))
    focusAfterDraw(firstItemId)
  }
  if (event.key === 'ArrowRight' && hasApps && isOnApps) {
    updateMessages(does, () => ({ isAppsOpen: true }))
    focusAfterDraw(firstAppId)
  } else if (event.key === 'ArrowLeft' && isAppsOpen) closeApps()
  else if (event.key === 'Escape') {
    event.preventDefault()
    if (isAppsOpen) closeApps()
    else closeMenu(does, { returnsFocus: true })
  } else moveFocus(event, '[role="menuitem"]')
}
