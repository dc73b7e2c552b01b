import { html, nothing, type TemplateResult } from 'lit'
import { guard } from 'lit/directives/guard.js'
import { repeat } from 'lit/directives/repeat.js'
import type { SeenRequest } from '../../protocol.ts'
import type { Does } from '../state/does.ts'
import type { State } from '../state/state.ts'
import { drawRequest } from './drawRequest.ts'
import { updatePanel } from './panelDoes.ts'
import type { RequestFilter } from './panelState.ts'
import { receivers } from './receivers.ts'

const filters = [['all', 'All'], ...Object.entries(receivers)] as readonly (readonly [RequestFilter, string])[]

/** What the bot asks others for, the newest first. No live region: a screen reader would never be silent. */
export function drawRequests(state: State, does: Does): TemplateResult {
  const { filter, openRequests } = state.panel
  const requests = state.scene?.requests ?? []
  return html`
    <fieldset class="filters">
      <legend class="visually-hidden">Requests to</legend>
      ${filters.map(([value, name]) => drawFilter(value, name, value === filter, does))}
    </fieldset>
    ${guard([requests, filter, openRequests], () => drawList(requests, filter, openRequests, does))}
  `
}

function drawList(
  requests: readonly SeenRequest[],
  filter: RequestFilter,
  open: ReadonlySet<number>,
  does: Does,
): TemplateResult {
  const shown = requests.filter(({ to }) => filter === 'all' || to === filter).toReversed()
  return html`<ol class="requests" role="list">
      ${repeat(
        shown,
        ({ number }) => number,
        (request) => {
          const isOpen = open.has(request.number)
          return html`<li class="request">${guard([request, isOpen], () => drawRequest(request, isOpen, does))}</li>`
        },
      )}
    </ol>
    ${shown.length > 0 ? nothing : html`<p class="hint nothing-yet">Nothing yet. What the bot asks for shows up here.</p>`}`
}

function drawFilter(value: RequestFilter, name: string, isChosen: boolean, does: Does): TemplateResult {
  return html`<label class="filter"
    ><input
      class="visually-hidden"
      type="radio"
      name="request-filter"
      value=${value}
      .checked=${isChosen}
      @change=${() => updatePanel(does, () => ({ filter: value }))}
    />${name}</label
  >`
}
