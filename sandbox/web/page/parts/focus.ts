/** Store something once the page shows the state as it is now: drawings are microtasks that were queued before. */
export const afterDraw = (act: () => void): void => queueMicrotask(act)

/** Moves the focus to an element that may only be drawn now; in a text to its end. */
export function focusAfterDraw(id: string): void {
  afterDraw(() => {
    const element = document.getElementById(id)
    element?.focus()
    if (!(element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement)) return
    const end = element.value.length
    if (element.type === 'text' || element.type === 'textarea') element.setSelectionRange(end, end)
  })
}

/** Scrolls a list so that the item that the keys have reached is seen. */
export function showAfterDraw(id: string): void {
  afterDraw(() => document.getElementById(id)?.scrollIntoView({ block: 'nearest' }))
}

/** Gives the focus to the first element that there is, once what was changed is drawn. */
export function focusSoon(...selectors: readonly string[]): void {
  queueMicrotask(() => {
    for (const selector of selectors) {
      const element = document.querySelector<HTMLElement>(selector)
      if (element === null) continue
      element.focus()
      return
    }
  })
}

/**
 * Arrow keys, Home and End in a list of things that can be focused, round and round.
 *
 * @returns whether the key was one of them
 */
export function moveFocus(event: KeyboardEvent, selector: string): boolean {
  const list = event.currentTarget
  if (!(list instanceof HTMLElement)) return false
  const items = [...list.querySelectorAll<HTMLElement>(selector)]
  const index = items.indexOf(document.activeElement as HTMLElement)
  const next = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: items.length - 1 }[event.key]
  if (next === undefined || items.length === 0) return false
  event.preventDefault()
  items.at(next % items.length)?.focus()
  return true
}

/**
 * Draws. Where the element that had the focus goes with it, or can do nothing any more, the focus goes to what is around it:
 * whoever has pressed the last button of a message is still at this message, and not at the top of the page.
 */
export function keepFocus(draw: () => void): void {
  const around = listAround(document.activeElement)
  draw()
  if (!isLost(document.activeElement)) return
  around.find((element) => element.isConnected)?.focus({ preventScroll: true })
}

const isLost = (element: Element | null): boolean =>
  element === null || element === document.body || element.matches(':disabled')

/** What can have the focus around an element, from the inside. */
function listAround(element: Element | null): readonly HTMLElement[] {
  const around: HTMLElement[] = []
  for (let each = element?.parentElement; each; each = each.parentElement) {
    if (each.hasAttribute('tabindex')) around.push(each)
  }
  return around
}
