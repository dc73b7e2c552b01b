import type { ShownMessage } from '../../../protocol.ts'
import { focusAfterDraw } from '../../fields/afterDraw.ts'
import type { Does } from '../../state/does.ts'
import { updateMessages } from '../actions/updateMessages.ts'
import type { Look } from '../look.ts'

/** Of the button that opens a message's menu. */
export const menuButtonId = (messageId: string): string => `menu-of-${messageId}`

/** Of the first thing in the menu. */
export const firstItemId = 'message-menu-first'

/** In pixels. */
export const menuWidth = 220

export function openMenu(does: Does, messageId: string, menuAt: { readonly x: number; readonly y: number }): void {
  does.update((state) => ({ ...state, openMenu: messageId }))
  updateMessages(does, () => ({ menuAt, isAppsOpen: false }))
  focusAfterDraw(firstItemId)
}

export function closeMenu(does: Does, how: { readonly returnsFocus: boolean }): void {
  const { openMenu: messageId } = does.read()
  does.update((state) => ({ ...state, openMenu: undefined }))
  if (messageId !== undefined && how.returnsFocus) focusAfterDraw(menuButtonId(messageId))
}

/** On the right button, a long touch or the key for it; links and media keep the browser's own menu. */
export function openMenuAtPointer(event: MouseEvent, { id }: ShownMessage, { does }: Look): void {
  const isBrowsers = event.composedPath().some((each) => each instanceof Element && each.matches('a, video, img'))
  if (isBrowsers || window.getSelection()?.isCollapsed === false) return
  event.preventDefault()
  openMenu(does, id, { x: event.clientX, y: event.clientY })
}
