import { html, nothing, type TemplateResult } from 'lit'
import { guard } from 'lit/directives/guard.js'
import { repeat } from 'lit/directives/repeat.js'
import { describeStatus, writeBody } from '../../client/requests.ts'
import type { SeenRequest } from '../../protocol.ts'
import { icons } from '../parts/icons.ts'
import type { State, Store } from '../state/state.ts'
import { type RequestFilter, updatePanel } from './state.ts'

/** Whom the bot asks, by their names. */
const receivers: Readonly<Record<SeenRequest['to'], string>> = {
  discord: 'Discord',
  kling: 'Kling',
  runcomfy: 'RunComfy',
  runware: 'Runware',
}

const filters = [['all', 'All'], ...Object.entries(receivers)] as readonly (readonly [RequestFilter, string])[]

/** What the bot asks others for, the newest first. No live region: a screen reader would never be silent. */
export function drawRequests(state: State, store: Store): TemplateResult {
  const { filter, openRequests } = state.panel
  const requests = state.scene?.requests ?? []
  return html`
    <fieldset class="filters">
      <legend class="visually-hidden">Requests to</legend>
      ${filters.map(([value, name]) => drawFilter(value, name, value === filter, store))}
    </fieldset>
    ${guard([requests, filter, openRequests], () => drawList(requests, filter, openRequests, store))}
  `
}

function drawList(
  requests: readonly SeenRequest[],
  filter: RequestFilter,
  open: ReadonlySet<number>,
  store: Store,
): TemplateResult {
  const shown = requests.filter(({ to }) => filter === 'all' || to === filter).toReversed()
  return html`<ol class="requests" role="list">
      ${repeat(
        shown,
        ({ number }) => number,
        (request) => {
          const isOpen = open.has(request.number)
          return html`<li class="request">${guard([request, isOpen], () => drawRequest(request, isOpen, store))}</li>`
        },
      )}
    </ol>
    ${shown.length > 0 ? nothing : html`<p class="hint nothing-yet">Nothing yet. What the bot asks for shows up here.</p>`}`
}

function drawFilter(value: RequestFilter, name: string, isChosen: boolean, store: Store): TemplateResult {
  return html`<label class="filter"
    ><input
      class="visually-hidden"
      type="radio"
      name="request-filter"
      value=${value}
      .checked=${isChosen}
      @change=${() => updatePanel(store, () => ({ filter: value }))}
    />${name}</label
  >`
}

const clock = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hour12: false,
})

/** One request in two lines, which open to show all of it. */
function drawRequest(request: SeenRequest, isOpen: boolean, store: Store): TemplateResult {
  const { number, to, method, path, purpose, status, at } = request
  const { tone, short, words } = describeStatus(status)
  return html`<button
      class="request-line"
      aria-expanded=${isOpen}
      aria-controls=${isOpen ? `request-${number}` : nothing}
      @click=${() => toggleRequest(store, number)}
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

function toggleRequest(store: Store, number: number): void {
  updatePanel(store, ({ openRequests }) => {
    const others = new Set(openRequests)
    return { openRequests: others.delete(number) ? others : others.add(number) }
  })
}
