import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { textIn } from '../../../discord/json.ts'
import type { Does } from '../state/does.ts'
import { enter, type FieldScene } from './modalDoes.ts'

const longestText = 4_000
const paragraph = 2

/** One line, or several. The number of characters that are left stands in its corner, as in Discord. */
export function drawTextInput(field: FieldScene, does: Does): TemplateResult {
  const { component, id, describedBy, isRequired, problem, value } = field
  const text = value.kind === 'text' ? value.text : ''
  const most = typeof component.max_length === 'number' ? component.max_length : longestText
  const input = ({ target }: Event) => enter(does, field, { kind: 'text', text: (target as HTMLInputElement).value })
  const left = component.style === paragraph || most < longestText ? most - text.length : undefined
  const description = [describedBy, left === undefined ? undefined : `${id}-left`].filter(Boolean).join(' ')
  const shared = {
    placeholder: textIn(component.placeholder),
    isInvalid: problem === undefined ? nothing : 'true',
    description: description === '' ? nothing : description,
  }
  return html`<span class="text-input">
    ${
      component.style === paragraph
        ? html`<textarea
            id=${id}
            rows="4"
            maxlength=${most}
            placeholder=${shared.placeholder}
            aria-required=${isRequired}
            aria-invalid=${shared.isInvalid}
            aria-describedby=${shared.description}
            .value=${live(text)}
            @input=${input}
          ></textarea>`
        : html`<input
            id=${id}
            type="text"
            autocomplete="off"
            maxlength=${most}
            placeholder=${shared.placeholder}
            aria-required=${isRequired}
            aria-invalid=${shared.isInvalid}
            aria-describedby=${shared.description}
            .value=${live(text)}
            @input=${input}
          />`
    }
    ${left === undefined ? nothing : html`<span class="characters-left" id=${`${id}-left`}>${left}<span class="visually-hidden"> characters left</span></span>`}
  </span>`
}
