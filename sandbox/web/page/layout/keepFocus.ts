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
