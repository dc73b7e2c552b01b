import { html, nothing, type TemplateResult } from 'lit'
import { keyed } from 'lit/directives/keyed.js'
import { findOpenModal } from '../../client/modals/findOpenModal.ts'
import type { ModalForm } from '../../client/modals/modalForm.ts'
import { readModal } from '../../client/modals/readModal.ts'
import { focusComposer } from '../composer/focusComposer.ts'
import { allowDrop } from '../fields/drawFileDrop.ts'
import { icons } from '../layout/icons.ts'
import { drawAvatar } from '../parts/drawAvatar.ts'
import type { Does } from '../state/does.ts'
import { closeModal } from '../state/settleModal.ts'
import type { State } from '../state/state.ts'
import { drawPart } from './drawPart.ts'
import { giveFiles } from './giveFiles.ts'
import { type ModalState, untouchedModal } from './modalState.ts'
import { shownModally } from './shownModally.ts'
import { submitModal } from './submitModal.ts'

/**
 * The modal that the bot opened for the chosen person. A `<dialog>` of the page's own: skyra's `discord-modal` knows text
 * inputs only, closes before the bot has answered, and lets a long form run out of the screen.
 */
export function drawModal(state: State, does: Does): TemplateResult | typeof nothing {
  const { scene, personId, closedModals } = state
  const opener = findOpenModal(scene?.sent ?? [], personId, closedModals)
  if (opener?.modal === undefined) return nothing
  const modal = state.modal?.interactionId === opener.id ? state.modal : untouchedModal(opener.id)
  return html`${keyed(opener.id, drawDialog(readModal(opener.modal), modal, state, does))}`
}

function drawDialog(form: ModalForm, modal: ModalState, state: State, does: Does): TemplateResult {
  const { interactionId, isSending, problem } = modal
  const close = () => does.update((now) => closeModal(now, interactionId))
  return html`<dialog
    class="modal"
    aria-labelledby="modal-title"
    ${shownModally(() => focusComposer(does.read()))}
    @cancel=${(event: Event) => {
      // A file dialog that was closed without choosing says the same, from within.
      if (event.target !== event.currentTarget) return
      event.preventDefault()
      close()
    }}
    @close=${close}
    @paste=${(event: ClipboardEvent) => giveFiles(event, event.clipboardData, form, modal, does)}
    @dragover=${allowDrop}
    @drop=${(event: DragEvent) => giveFiles(event, event.dataTransfer, form, modal, does)}
  >
    <form
      novalidate
      @submit=${(event: SubmitEvent) => {
        event.preventDefault()
        if (!isSending) void submitModal(interactionId, form, does)
      }}
    >
      ${drawTop(form.title, state, close)}
      <div class="modal-content">
        ${drawWarning(state)} ${form.parts.map((part, index) => drawPart(part, index, modal, state, does))}
      </div>
      <div role="alert">${problem === undefined ? nothing : html`<p class="modal-problem">${problem}</p>`}</div>
      <div class="modal-buttons">
        <button class="button modal-cancel" type="button" @click=${close}>Cancel</button>
        <button class="button" type="submit" aria-busy=${isSending} aria-label=${isSending ? 'Submit, sending' : nothing}>
          ${isSending ? html`<span class="dots"><i></i><i></i><i></i></span>` : 'Submit'}
        </button>
      </div>
    </form>
  </dialog>`
}

function drawTop(title: string, { scene }: State, close: () => void): TemplateResult {
  return html`<div class="modal-top">
    ${scene === undefined ? nothing : drawAvatar(scene.bot.id, scene.bot.name)}
    <h2 id="modal-title">${title}</h2>
    <button class="icon-button" type="button" aria-label="Close" @click=${close}>${icons.close}</button>
  </div>`
}

/** Discord's own words, over every form of an app. */
const drawWarning = ({ scene }: State): TemplateResult => html`<p class="modal-warning">
  ${icons.warning}
  <span>
    This form will be submitted to <strong>${scene?.bot.name}</strong>. Do not share passwords or other sensitive
    information.
  </span>
</p>`
