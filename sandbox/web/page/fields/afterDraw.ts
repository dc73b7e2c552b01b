/** Does something once the page shows the state as it is now: drawings are microtasks that were queued before. */
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
