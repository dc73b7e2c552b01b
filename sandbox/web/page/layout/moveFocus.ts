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
