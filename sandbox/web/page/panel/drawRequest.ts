import { html, nothing, type TemplateResult } from 'lit'
import { describeStatus } from '../../client/requests/describeStatus.ts'
import { writeBody } from '../../client/requests/writeBody.ts'
import type { SeenRequest } from '../../protocol.ts'
import { icons } from '../layout/icons.ts'
import type { Does } from '../state/does.ts'
import { updatePanel } from './panelDoes.ts'
import { receivers } from './receivers.ts'

const clock = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hour12: false,
})

/** One request in two lines, which open to show all of it. */
export function drawRequest(request: SeenRequest, isOpen: boolean, does: Does): TemplateResult {
  const { number, to, method, path, purpose, status, at } = request
  const { tone, short, words } = describeStatus(status)
  return html`<button
      class="request-line"
      aria-expanded=${isOpen}
      aria-controls=${isOpen ? `request-${number}` : nothing}
      @click=${() => toggle(does, number)}
    >
      ${icons.unfold}
      <span class="request-status" data-tone=${tone} aria-hidden="true">${short}</span>
      <span class="request-purpose">${purpose ?? method.toLowerCase()}</span>
      <span class="visually-hidden"> to </span><span class="request-to" data-to=${to}>${receivers[to]}</span>
      <span class="visually-hidden">, ${words}, </span><time class="request-time">${clock.format(at)}</time>
      <span class="request-path"><b>${method}</b> ${path}</span>
    </button>
    ${isOpen ? drawWhole(request, words) : nothing}`
}

function drawWhole({ number, method, path, body }: SeenRequest, words: string): TemplateResult {
  return html`<div class="request-whole" id=${`request-${number}`}>
    <p class="request-address"><b>${method}</b> ${path}</p>
    <p class="hint">Status: ${words}</p>
    ${
      body === undefined
        ? html`<p class="hint">Without a body</p>`
        : html`<pre tabindex="0" role="group" aria-label="Body">${writeBody(body)}</pre>`
    }
  </div>`
}

function toggle(does: Does, number: number): void {
  updatePanel(does, ({ openRequests }) => {
    const others = new Set(openRequests)
    return { openRequests: others.delete(number) ? others : others.add(number) }
  })
}
