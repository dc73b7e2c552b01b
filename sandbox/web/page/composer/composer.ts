import { html, nothing, type TemplateResult } from 'lit'
import { keyed } from 'lit/directives/keyed.js'
import type { Place } from '../../protocol.ts'
import { allowDrop } from '../fields/files.ts'
import { drawIcon } from '../parts/icons.ts'
import { findPlace, keyOf, type State, type Store } from '../state/state.ts'
import { addFiles } from './command.ts'
import { drawCommandBox } from './commandBox.ts'
import { drawMessageBox } from './messageBox.ts'
import { changeComposer, describePlace, focusComposer } from './state.ts'
import { drawOpenList } from './suggestions.ts'

/** The box at the foot of a conversation: for an ordinary message, or a command that is being filled in. */
export function drawComposer(state: State, store: Store): TemplateResult {
  const place = findPlace(state)
  const { composer } = state
  if (place === undefined) return html`<footer class="composer"></footer>`
  return html`
    <footer class="composer">
      ${composer.isDropping ? drawDropHint(state, place) : nothing}
      ${keyed(
        keyOf(state.personId, place.id),
        html`
          <div class="composer-above">
            ${drawOpenList(state, store)}
            <p class="composer-notice" role="alert" ?hidden=${composer.notice === undefined}>${composer.notice}</p>
          </div>
          <div class="composer-frame">
            ${
              composer.command === undefined
                ? drawMessageBox(state, place, store)
                : drawCommandBox(state, composer.command, store)
            }
          </div>
        `,
      )}
    </footer>
  `
}

/** Lies over the conversation while files are dragged; it does not take them itself. */
function drawDropHint(state: State, place: Place): TemplateResult {
  const { command } = state.composer
  return html`
    <div class="drop-hint" aria-hidden="true">
      <div class="drop-hint-card">
        ${drawIcon('upload')}
        <strong>Upload to ${command === undefined ? describePlace(place, state) : `/${command.name}`}</strong>
      </div>
    </div>
  `
}

/**
 * What the client does wherever the focus and the pointer are: files that are dropped on the page or pasted go into the box,
 * and so does what is typed while nothing has the focus. A modal keeps all of it away.
 */
export function watchComposer(store: Store): void {
  const drop = (isDropping: boolean) => {
    if (store.state.composer.isDropping !== isDropping)
      changeComposer(store, (composer) => ({ ...composer, isDropping }))
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
    takeTransferred(event, event.dataTransfer, store)
  })
  addEventListener('paste', (event) => {
    // What office programs copy is text, and a picture of it beside.
    if (event.clipboardData?.types.includes('text/plain') === false) takeTransferred(event, event.clipboardData, store)
  })
  addEventListener('keydown', ({ key, ctrlKey, metaKey, altKey }) => {
    if (document.activeElement !== document.body || isUnderModal()) return
    if (key.length === 1 && key !== ' ' && !ctrlKey && !metaKey && !altKey) focusComposer(store.state)
  })
}

function takeTransferred(event: Event, transfer: DataTransfer | null, store: Store): void {
  const files = [...(transfer?.files ?? [])]
  if (files.length === 0 || event.defaultPrevented || isUnderModal()) return
  event.preventDefault()
  if (document.activeElement?.closest('.composer') == null) focusComposer(store.state)
  addFiles(store, files)
}

const isUnderModal = () => document.querySelector('[aria-modal="true"], dialog[open]') !== null
