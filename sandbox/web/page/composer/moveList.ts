import { showAfterDraw } from '../fields/afterDraw.ts'
import { itemId } from '../fields/drawListBox.ts'
import type { Does } from '../state/does.ts'
import { changeComposer } from './changeComposer.ts'
import { listId } from './elementIds.ts'

/** The keys or the pointer reach an item of the open list. */
export function reachItem(does: Does, active: number): void {
  changeComposer(does, (composer) => ({ ...composer, list: composer.list && { ...composer.list, active } }))
}

/** As the keys do it: the item is scrolled to. */
export function moveToItem(does: Does, active: number): void {
  reachItem(does, active)
  showAfterDraw(itemId(listId, active))
}

export const closeList = (does: Does): void => changeComposer(does, (composer) => ({ ...composer, list: undefined }))
