import { type ElementPart, html, nothing, type TemplateResult } from 'lit'
import { AsyncDirective, directive } from 'lit/async-directive.js'
import { keyed } from 'lit/directives/keyed.js'
import { findModalProblems, findOpenModal, type ModalForm, readModal, submittedValues } from '../../client/modals.ts'
import { focusComposer } from '../composer/state.ts'
import { allowDrop } from '../fields/files.ts'
import { drawAvatar, icons } from '../parts/icons.ts'
import { closeModal, settleModal } from '../state/changes.ts'
import { findPerson, type State, type Store } from '../state/state.ts'
import { drawPart } from './fields.ts'
import { giveFiles } from './files.ts'
import { type ModalState, showFirstProblem, untouchedModal, updateModal } from './state.ts'

/**
 * The modal that the bot opened for the chosen person. A `<dialog>` of the page's own: skyra's `discord-modal` knows text
 * inputs only, closes before the bot has answered, and lets a long form run out of the screen.
 */
export function drawModal(state: State, store: Store): TemplateResult | typeof nothing {
  const { scene, personId, closedModals } = state
  const opener = findOpenModal(scene?.sent ?? [], personId, closedModals)
  if (opener?.modal === undefined) return nothing
  const modal = state.modal?.interactionId === opener.id ? state.modal : untouchedModal(opener.id)
  return html`${keyed(opener.id, drawDialog(readModal(opener.modal), modal, state, store))}`
}

function drawDialog(form: ModalForm, modal: ModalState, state: State, store: Store): TemplateResult {
  const { interactionId, isSending, problem } = modal
  const close = () => store.update((now) => closeModal(now, interactionId))
  return html`<dialog
    class="modal"
    aria-labelledby="modal-title"
    ${shownModally(() => focusComposer(store.state))}
    @cancel=${(event: Event) => {
      // A file dialog that was closed without choosing says the same, from within.
      if (event.target !== event.currentTarget) return
      event.preventDefault()
      close()
    }}
    @close=${close}
    @paste=${(event: ClipboardEvent) => giveFiles(event, event.clipboardData, form, modal, store)}
    @dragover=${allowDrop}
    @drop=${(event: DragEvent) => giveFiles(event, event.dataTransfer, form, modal, store)}
  >
    <form
      novalidate
      @submit=${(event: SubmitEvent) => {
        event.preventDefault()
        if (!isSending) void submitModal(interactionId, form, store)
      }}
    >
      ${drawTop(form.title, state, close)}
      <div class="modal-content">
        ${drawWarning(state)} ${form.parts.map((part, index) => drawPart(part, index, modal, state, store))}
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

/** Sends what was entered, or says at the fields why it cannot be sent. The modal stays until the bot has answered. */
async function submitModal(interactionId: string, form: ModalForm, store: Store): Promise<void> {
  const state = store.state
  const opener = state.scene?.sent.find(({ id }) => id === interactionId)
  const person = findPerson(state)
  if (opener === undefined || person === undefined) return
  const values = state.modal?.interactionId === interactionId ? state.modal.values : {}
  const problems = findModalProblems(form, values, person.uploadLimit)
  if (Object.keys(problems).length > 0) {
    updateModal(store, interactionId, () => ({ problems, problem: undefined, openList: undefined }))
    showFirstProblem()
    return
  }
  updateModal(store, interactionId, () => ({ problems: {}, problem: undefined, openList: undefined, isSending: true }))
  const outcome = await store.server.act({
    kind: 'submit',
    personId: opener.personId,
    placeId: opener.placeId,
    interactionId,
    values: submittedValues(form, values),
  })
  if (outcome.ok) {
    updateModal(store, interactionId, () => ({ sentAs: outcome.interactionId }))
    // The bot's answer may have been faster than the server's.
    store.update(settleModal)
    return
  }
  const { field, problem } = outcome
  const isKnown = field !== undefined && form.parts.some((part) => part.kind === 'field' && part.customId === field)
  updateModal(store, interactionId, () =>
    isKnown ? { isSending: false, problems: { [field]: problem } } : { isSending: false, problem },
  )
  if (isKnown) showFirstProblem()
}

const focusable = ':is(input, textarea, [role=combobox]):not([type=hidden])'

/**
 * Opens a `<dialog>` over everything else as soon as it is drawn: `<dialog ${shownModally(elsewhere)}>`. The focus goes to
 * its first field, and back to where it was when the dialog goes; where that is gone, `elsewhere` puts it somewhere. A
 * class because lit's directives are.
 */
class ShownModally extends AsyncDirective {
  #before: Element | null = null
  #elsewhere = () => {}
  #dialog: HTMLDialogElement | undefined

  render(_elsewhere: () => void): unknown {
    return nothing
  }

  override update({ element }: ElementPart, [elsewhere]: [() => void]): unknown {
    this.#elsewhere = elsewhere
    if (this.#dialog !== undefined || !(element instanceof HTMLDialogElement)) return nothing
    this.#dialog = element
    this.#before = document.activeElement
    queueMicrotask(() => {
      if (!element.isConnected) return
      element.showModal()
      element.querySelector<HTMLElement>(focusable)?.focus()
    })
    return nothing
  }

  override disconnected(): void {
    const before = this.#before
    queueMicrotask(() => {
      if (!(before instanceof HTMLElement)) return
      if (before.isConnected) before.focus()
      else this.#elsewhere()
    })
  }
}

const shownModally = directive(ShownModally)
