import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import type { Does } from '../state/does.ts'
import { enter, type FieldScene } from './modalDoes.ts'

/** A single checkbox, whose label says what it is for. */
export function drawTick(field: FieldScene, does: Does): TemplateResult {
  const { id, label, description, describedBy, value } = field
  return html`<label class="choice">
    <input
      type="checkbox"
      id=${id}
      aria-labelledby=${`${id}-label`}
      aria-describedby=${describedBy ?? nothing}
      .checked=${live(value.kind === 'tick' && value.isTicked)}
      @change=${({ target }: Event) =>
        enter(does, field, { kind: 'tick', isTicked: (target as HTMLInputElement).checked })}
    />
    <span class="choice-words">
      <span id=${`${id}-label`}>${label}</span>
      ${description === undefined ? nothing : html`<span class="modal-about" id=${`${id}-about`}>${description}</span>`}
    </span>
  </label>`
}
