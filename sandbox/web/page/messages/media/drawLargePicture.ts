import { html, nothing, type TemplateResult } from 'lit'
import { ref } from 'lit/directives/ref.js'
import type { Does } from '../../state/does.ts'
import { updateMessages } from '../actions/updateMessages.ts'
import { drawSign } from '../drawSign.ts'
import type { LargePicture } from '../messagesState.ts'

/** A picture over everything else, until it is closed or somebody presses beside it. */
export function drawLargePicture(picture: LargePicture | undefined, does: Does): TemplateResult | typeof nothing {
  if (picture === undefined) return nothing
  const { media, description } = picture
  // The browser gives the focus back to where it was only if the dialog is closed before it goes.
  const close = ({ currentTarget }: Event) =>
    currentTarget instanceof Element && currentTarget.closest('dialog')?.close()
  return html`
    <dialog
      class="large-picture"
      aria-label=${description === '' ? 'Picture' : description}
      ${ref(show)}
      @close=${() => updateMessages(does, () => ({ picture: undefined }))}
      @click=${(event: Event) => event.target === event.currentTarget && close(event)}
    >
      <img class="large-picture-image" src=${media.url} alt=${description} />
      <p>
        <a class="link" href=${media.url} target="_blank" rel="noopener noreferrer">Open in browser</a>
      </p>
      <button type="button" class="large-picture-close" aria-label="Close" @click=${close}>${drawSign('cross')}</button>
    </dialog>
  `
}

/** A dialog can be shown once it is part of the page. */
function show(element: Element | undefined): void {
  queueMicrotask(() => {
    if (element instanceof HTMLDialogElement && element.isConnected && !element.open) element.showModal()
  })
}
