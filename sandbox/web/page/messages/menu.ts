import { html, nothing, type TemplateResult } from 'lit'
import { styleMap } from 'lit/directives/style-map.js'
import { isObject, textIn } from '../../../discord/json.ts'
import { listMenu, type Menu } from '../../client/messages/conversation.ts'
import { nameAuthor } from '../../client/messages/names.ts'
import { describeMessage } from '../../client/messages/plainText.ts'
import type { ShownMessage } from '../../protocol.ts'
import { replyTo } from '../composer/state.ts'
import { focusAfterDraw, focusSoon, moveFocus } from '../parts/focus.ts'
import { drawSign } from '../parts/icons.ts'
import type { Store } from '../state/state.ts'
import { actOnMessage, dismissMessage } from './actions.ts'
import { type Look, type Submenu, updateMessages } from './state.ts'

/** Shown over a message's corner while the pointer or the focus is on it, and always where there is only touch. */
export function drawToolbar(message: ShownMessage, look: Look): TemplateResult | typeof nothing {
  const { state, scene, person, place, store } = look
  const { apps, authorApps, canCopy, canReply, canDelete, canDismiss } = listMenu(message, {
    person,
    place,
    commands: scene.commands,
  })
  const isEmpty = apps.length + authorApps.length === 0 && !canReply && !canCopy && !canDelete && !canDismiss
  if (isEmpty) return nothing
  const open = ({ currentTarget }: Event) => {
    if (!(currentTarget instanceof Element)) return
    const { right, bottom } = currentTarget.getBoundingClientRect()
    openMenu(store, message.id, { x: right - menuWidth, y: bottom + 4 })
  }
  return html`
    <div class="message-toolbar" slot="reply">
      <button
        type="button"
        id=${menuButtonId(message.id)}
        aria-label="More"
        title="More"
        aria-haspopup="menu"
        aria-expanded=${state.openMenu === message.id ? 'true' : 'false'}
        @click=${open}
      >
        ${drawSign('more')}
      </button>
    </div>
  `
}

const itemHeight = 40

/** What opens a submenu, and the first thing in it. */
const submenuId = (of: Submenu): string => `message-menu-${of}`
const firstAppId = (of: Submenu): string => `${submenuId(of)}-first`

/** The menu of a message, over the page. */
export function drawMenu(look: Look): TemplateResult | typeof nothing {
  const { state, scene, person, place, store } = look
  const message = scene.messages.find(({ id }) => id === state.openMenu)
  if (message === undefined) return nothing
  const menu = listMenu(message, { person, place, commands: scene.commands })
  const { items, submenus } = listMenuItems(message, menu, look)
  const { menuAt, openApps } = state.messages
  const height = (items.length + submenus.length) * itemHeight + 16
  const close = () => closeMenu(store, { returnsFocus: true })
  return html`
    <div class="menu-backdrop" @click=${close} @contextmenu=${insteadOfBrowser(close)}></div>
    <div
      class="menu"
      role="menu"
      aria-label="Message actions"
      style=${styleMap({ '--x': `${menuAt.x}px`, '--y': `${menuAt.y}px`, '--height': `${height}px` })}
      @keydown=${(event: KeyboardEvent) => pressInMenu(event, look)}
      @focusout=${({ relatedTarget, currentTarget }: FocusEvent) => {
        if (relatedTarget instanceof Node && currentTarget instanceof Node && !currentTarget.contains(relatedTarget)) {
          closeMenu(store, { returnsFocus: false })
        }
      }}
    >
      ${submenus.map((submenu) => drawSubmenu(submenu, openApps === submenu.of, look))}
      ${items.map((item) => drawMenuItem(item, nothing))}
    </div>
  `
}

const insteadOfBrowser = (act: () => void) => (event: Event) => {
  event.preventDefault()
  act()
}

function drawSubmenu({ of, label, items }: AppsMenu, isOpen: boolean, { store, state }: Look): TemplateResult {
  const open = () => {
    updateMessages(store, () => ({ openApps: of }))
    focusAfterDraw(firstAppId(of))
  }
  const side = state.messages.menuAt.x < menuWidth + 8 ? 'right' : 'left'
  return html`
    <div class="menu-apps" role="none">
      <button type="button" class="menu-item" role="menuitem" id=${submenuId(of)} data-submenu=${of} tabindex="-1" aria-haspopup="menu" aria-expanded=${isOpen ? 'true' : 'false'} @click=${open}>
        <span>${label}</span> ${drawSign('next')}
      </button>
      ${
        isOpen
          ? html`<div class="submenu" role="menu" data-side=${side} aria-label=${label}>${items.map((item, index) => drawMenuItem(item, index === 0 ? firstAppId(of) : nothing))}</div>`
          : nothing
      }
    </div>
  `
}

const drawMenuItem = ({ label, sign, act, isDangerous }: MenuItem, id: string | typeof nothing): TemplateResult => html`
  <button type="button" class="menu-item" role="menuitem" id=${id} tabindex="-1" ?data-danger=${isDangerous} @click=${act}>
    <span>${label}</span> ${sign}
  </button>
`

function pressInMenu(event: KeyboardEvent, { store, state }: Look): void {
  const { openApps } = state.messages
  const submenu = event.target instanceof HTMLElement ? event.target.dataset.submenu : undefined
  const closeApps = (of: Submenu) => {
    updateMessages(store, () => ({ openApps: undefined }))
    focusAfterDraw(submenuId(of))
  }
  if (event.key === 'ArrowRight' && submenu !== undefined) {
    if (event.target instanceof HTMLElement) event.target.click()
  } else if (event.key === 'ArrowLeft' && openApps !== undefined) closeApps(openApps)
  else if (event.key === 'Escape') {
    event.preventDefault()
    if (openApps !== undefined) closeApps(openApps)
    else closeMenu(store, { returnsFocus: true })
  } else moveFocus(event, '[role="menuitem"]')
}

interface MenuItem {
  readonly label: string
  readonly sign: TemplateResult
  readonly isDangerous: boolean
  act(): void
}

/** Commands of apps, on the message or on who wrote it. */
interface AppsMenu {
  readonly of: Submenu
  readonly label: string
  readonly items: readonly MenuItem[]
}

/** What the menu of a message offers, and does. */
function listMenuItems(
  message: ShownMessage,
  menu: Menu,
  look: Look,
): { readonly items: readonly MenuItem[]; readonly submenus: readonly AppsMenu[] } {
  const { store, scene, person, place } = look
  const by = { personId: person.id, placeId: place.id, messageId: message.id }
  const authorId = isObject(message.body.author) ? textIn(message.body.author.id) : ''
  const item = (
    label: string,
    sign: Parameters<typeof drawSign>[0],
    act: () => void,
    isDangerous = false,
  ): MenuItem => ({
    label,
    sign: drawSign(sign),
    isDangerous,
    act() {
      closeMenu(store, { returnsFocus: true })
      act()
    },
  })
  const apps = menu.apps.map((name) =>
    item(name, 'apps', () => void actOnMessage(store, message.id, { kind: 'runOnMessage', name, ...by })),
  )
  const authorApps = menu.authorApps.map((name) =>
    item(name, 'apps', () => {
      const { personId, placeId } = by
      void actOnMessage(store, message.id, { kind: 'runOnUser', name, personId, placeId, userId: authorId })
    }),
  )
  const submenus: readonly AppsMenu[] = [
    { of: 'message', label: 'Apps', items: apps },
    { of: 'author', label: `Apps for ${nameAuthor(scene, message.body)}`, items: authorApps },
  ]
  return {
    submenus: submenus.filter((submenu) => submenu.items.length > 0),
    items: [
      ...(menu.canReply ? [item('Reply', 'reply', () => replyTo(store, message.id))] : []),
      ...(menu.canCopy ? [item('Copy Text', 'copy', () => void copyText(message, look))] : []),
      ...(menu.canDismiss ? [item('Dismiss Message', 'cross', () => dismissMessage(store, message.id))] : []),
      ...(menu.canDelete
        ? [item('Delete Message', 'bin', () => void actOnMessage(store, message.id, { kind: 'remove', ...by }), true)]
        : []),
    ],
  }
}

async function copyText({ body }: ShownMessage, { store, scene, state }: Look): Promise<void> {
  const announce = (announcement: string) => store.update((now) => ({ ...now, announcement }))
  try {
    await navigator.clipboard.writeText(describeMessage(body, { named: scene, now: state.now }))
    announce('Copied')
  } catch {
    announce('The text could not be copied')
  }
}

/** Of the button that opens a message's menu. */
const menuButtonId = (messageId: string): string => `menu-of-${messageId}`

/** In pixels. */
const menuWidth = 220

function openMenu(store: Store, messageId: string, menuAt: { readonly x: number; readonly y: number }): void {
  store.update((state) => ({ ...state, openMenu: messageId }))
  updateMessages(store, () => ({ menuAt, openApps: undefined }))
  focusSoon('.menu .menu-item')
}

function closeMenu(store: Store, how: { readonly returnsFocus: boolean }): void {
  const { openMenu: messageId } = store.state
  store.update((state) => ({ ...state, openMenu: undefined }))
  if (messageId !== undefined && how.returnsFocus) focusAfterDraw(menuButtonId(messageId))
}

/** On the right button, a long touch or the key for it; links and media keep the browser's own menu. */
export function openMenuAtPointer(event: MouseEvent, { id }: ShownMessage, { store }: Look): void {
  const isBrowsers = event.composedPath().some((each) => each instanceof Element && each.matches('a, video, img'))
  if (isBrowsers || window.getSelection()?.isCollapsed === false) return
  event.preventDefault()
  openMenu(store, id, { x: event.clientX, y: event.clientY })
}
