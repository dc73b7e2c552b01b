import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { Place } from '../../protocol.ts'
import { drawFileCard } from '../fields/drawFileCard.ts'
import { drawGrowingText } from '../fields/drawGrowingText.ts'
import { drawIcon } from '../fields/drawIcon.ts'
import { itemId } from '../fields/drawListBox.ts'
import type { Does } from '../state/does.ts'
import type { State } from '../state/state.ts'
import { removeWaiting } from './addFiles.ts'
import { describePlace } from './describePlace.ts'
import { drawSendButton } from './drawSendButton.ts'
import { listId, textId } from './elementIds.ts'
import { focusComposer } from './focusComposer.ts'
import { closeList } from './moveList.ts'
import { pressInMessage } from './pressInMessage.ts'
import { longestMessage, sayMessage } from './sayMessage.ts'
import { typeMessage } from './typeMessage.ts'

const countFrom = 200

/** The box for an ordinary message. */
export function drawMessageBox(state: State, place: Place, does: Does): TemplateResult {
  const { text, files, list } = state.composer
  const label = `Message ${describePlace(place, state)}`
  const left = longestMessage - text.length
  return html`
    <div class="composer-box">
      ${files.length === 0 ? nothing : drawWaiting(files, does)}
      <div class="message-row">
        <button class="composer-button composer-plus" type="button" title="Use Apps" aria-label="Use Apps" @click=${() => searchCommands(does)}>
          ${drawIcon('plus')}
        </button>
        <div class="message-text">
          ${text === '' ? html`<span class="message-hint" aria-hidden="true">${label} · Type /<span class="hint-end"> for commands</span></span>` : nothing}
          ${drawGrowingText({
            id: textId,
            label,
            text,
            list: {
              id: listId,
              isOpen: list?.of === 'commands',
              activeId: list && list.active >= 0 ? itemId(listId, list.active) : undefined,
            },
            input: (typed) => typeMessage(does, typed),
            keydown: (event) => pressInMessage(event, does),
            blur: () => closeList(does),
          })}
        </div>
        ${left > countFrom ? nothing : html`<span class="composer-count" data-over=${left < 0} aria-hidden="true">${left}</span>`}
        ${drawSendButton('Send Message', text.trim() === '', () => {
          void sayMessage(does)
          focusComposer(does.read())
        })}
      </div>
    </div>
  `
}

/** As if a slash was typed: for those who have no keyboard, and newcomers. */
function searchCommands(does: Does): void {
  typeMessage(does, '/')
  focusComposer(does.read())
}

const drawWaiting = (files: readonly File[], does: Does): TemplateResult => html`
  <div class="composer-files">
    ${repeat(
      files,
      (file) => file,
      (file) => drawFileCard({ file, remove: () => removeWaiting(does, file) }),
    )}
  </div>
`
