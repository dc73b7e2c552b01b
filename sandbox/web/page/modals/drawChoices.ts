import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { componentTypes } from '../../../discord/flags.ts'
import { type JsonObject, objectsIn, textIn } from '../../../discord/json.ts'
import type { Does } from '../state/does.ts'
import { enter, type FieldScene } from './modalDoes.ts'

/** A group of radio buttons or checkboxes, with all its options in sight. */
export function drawChoices(field: FieldScene, does: Does): TemplateResult {
  const { component, id, describedBy, isRequired, problem } = field
  const isRadio = component.type === componentTypes.radioGroup
  return html`<div
    class="choices"
    role=${isRadio ? 'radiogroup' : 'group'}
    aria-labelledby=${`${id}-label`}
    aria-describedby=${describedBy ?? nothing}
    aria-required=${isRadio ? isRequired : nothing}
    aria-invalid=${problem === undefined ? nothing : 'true'}
  >
    ${objectsIn(component.options).map((option, index) => drawChoice(field, option, index, isRadio, does))}
  </div>`
}

function drawChoice(
  field: FieldScene,
  option: JsonObject,
  index: number,
  isRadio: boolean,
  does: Does,
): TemplateResult {
  const { id, value } = field
  const own = textIn(option.value)
  const description = textIn(option.description)
  const isChosen = value.kind === 'text' ? value.text === own : value.kind === 'values' && value.values.includes(own)
  return html`<label class="choice">
    <input
      type=${isRadio ? 'radio' : 'checkbox'}
      name=${id}
      id=${index === 0 ? id : `${id}-${index}`}
      .checked=${live(isChosen)}
      @change=${() => choose(field, own, isRadio, does)}
    />
    <span class="choice-words">
      <span>${textIn(option.label)}</span>
      ${description === '' ? nothing : html`<span class="modal-about">${description}</span>`}
    </span>
  </label>`
}

function choose(field: FieldScene, own: string, isRadio: boolean, does: Does): void {
  if (isRadio) {
    enter(does, field, { kind: 'text', text: own })
    return
  }
  const before = field.value.kind === 'values' ? field.value.values : []
  const values = before.includes(own) ? before.filter((each) => each !== own) : [...before, own]
  enter(does, field, { kind: 'values', values })
}
