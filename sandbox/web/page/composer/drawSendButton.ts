import { html, type TemplateResult } from 'lit'
import { drawIcon } from '../fields/drawIcon.ts'

/** It leaves the focus, and with it a phone's keyboard, where it is. */
export const drawSendButton = (label: string, isDisabled: boolean, send: () => void): TemplateResult => html`
  <button
    class="composer-button composer-send"
    type="button"
    title=${label}
    aria-label=${label}
    ?disabled=${isDisabled}
    @mousedown=${(event: MouseEvent) => event.preventDefault()}
    @click=${send}
  >
    ${drawIcon('send')}
  </button>
`
