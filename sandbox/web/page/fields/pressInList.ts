import { moveInList } from '../../client/moveInList.ts'

export interface ListKeys {
  readonly isOpen: boolean
  readonly count: number
  readonly active: number
  /** Absent where the arrow keys do not open it. */
  readonly open?: (() => void) | undefined
  move(index: number): void
  choose(index: number): void
  close(): void
}

/**
 * The keys of a list that belongs to the field with the focus: arrows move and open, Enter chooses, Escape closes.
 *
 * @returns whether the key was one of them; the browser does nothing with it then
 */
export function pressInList(event: KeyboardEvent, list: ListKeys): boolean {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return false
  if (!act(event.key, list)) return false
  event.preventDefault()
  return true
}

function act(key: string, { isOpen, count, active, ...list }: ListKeys): boolean {
  if (!isOpen) {
    if (list.open === undefined || (key !== 'ArrowDown' && key !== 'ArrowUp')) return false
    list.open()
    return true
  }
  const next = moveInList(key, active, count)
  if (next !== undefined) list.move(next)
  else if (key === 'Enter' && active >= 0 && active < count) list.choose(active)
  else if (key === 'Escape') list.close()
  else return false
  return true
}
