import { html, nothing, type TemplateResult } from 'lit'
import { isAttachment } from '../../client/commands/commandOption.ts'
import { drawIcon } from '../fields/drawIcon.ts'
import type { Does } from '../state/does.ts'
import { drawFileOption } from './drawFileOption.ts'
import type { DrawnOption } from './drawnOption.ts'
import { drawTypedOption } from './drawTypedOption.ts'
import { fieldId, problemId } from './elementIds.ts'
import { removeOption } from './openOption.ts'

/** An opened option: its name, what was entered, and what is wrong with that. */
export function drawOption(drawn: DrawnOption, does: Does): TemplateResult {
  const { option, field, isBusy } = drawn
  return html`
    <div class="option" data-problem=${field.problem !== undefined}>
      <div class="option-pill" @click=${(event: MouseEvent) => focusWithin(event, option.name)}>
        <label class="option-name" for=${fieldId(option.name)}>${option.name}</label>
        ${isAttachment(option) ? drawFileOption(drawn, does) : drawTypedOption(drawn, does)}
        ${
          option.isRequired
            ? nothing
            : html`<button
                class="option-remove"
                type="button"
                title="Remove ${option.name}"
                aria-label="Remove ${option.name}"
                ?disabled=${isBusy}
                @click=${() => removeOption(does, option.name)}
              >
                ${drawIcon('cross')}
              </button>`
        }
      </div>
      ${field.problem === undefined ? nothing : html`<p class="option-problem" id=${problemId(option.name)} role="alert">${field.problem}</p>`}
    </div>
  `
}

/** A press beside a short text belongs to the text. */
function focusWithin(event: MouseEvent, name: string): void {
  if (event.target === event.currentTarget) document.getElementById(fieldId(name))?.focus()
}
