import { allowDrop } from '../fields/drawFileDrop.ts'
import type { Does } from '../state/does.ts'
import { addFiles } from './addFiles.ts'
import { changeComposer } from './changeComposer.ts'
import { focusComposer } from './focusComposer.ts'

/**
 * What the client does wherever the focus and the pointer are: files that are dropped on the page or pasted go into the box,
 * and so does what is typed while nothing has the focus. A modal keeps all of it away.
 */
export function watchComposer(does: Does): void {
  const drop = (isDropping: boolean) => {
    if (does.read().composer.isDropping !== isDropping)
      changeComposer(does, (composer) => ({ ...composer, isDropping }))
  }
  addEventListener('dragover', (event) => {
    if (event.defaultPrevented || isUnderModal()) return
    allowDrop(event)
    drop(event.defaultPrevented)
  })
  addEventListener('dragleave', ({ relatedTarget }) => {
    if (relatedTarget === null) drop(false)
  })
  addEventListener('drop', (event) => {
    drop(false)
    takeFiles(event, event.dataTransfer, does)
  })
  addEventListener('paste', (event) => {
    // What office programs copy is text, and a picture of it beside.
    if (event.clipboardData?.types.includes('text/plain') === false) takeFiles(event, event.clipboardData, does)
  })
  addEventListener('keydown', ({ key, ctrlKey, metaKey, altKey }) => {
    if (document.activeElement !== document.body || isUnderModal()) return
    if (key.length === 1 && key !== ' ' && !ctrlKey && !metaKey && !altKey) focusComposer(does.read())
  })
}

function takeFiles(event: Event, transfer: DataTransfer | null, does: Does): void {
  const files = [...(transfer?.files ?? [])]
  if (files.length === 0 || event.defaultPrevented || isUnderModal()) return
  event.preventDefault()
  if (document.activeElement?.closest('.composer') == null) focusComposer(does.read())
  addFiles(does, files)
}

const isUnderModal = () => document.querySelector('[aria-modal="true"], dialog[open]') !== null
