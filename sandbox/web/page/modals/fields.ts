import { html, nothing, type TemplateResult } from 'lit'
import { guard } from 'lit/directives/guard.js'
import { live } from 'lit/directives/live.js'
import { componentTypes } from '../../../discord/flags.ts'
import { type JsonObject, objectsIn, textIn } from '../../../discord/json.ts'
import { initialField, type ModalField, type ModalPart } from '../../client/modals.ts'
import type { ShownMessage } from '../../protocol.ts'
import { drawMarkdown } from '../messages/markdown.ts'
import { focusSoon } from '../parts/focus.ts'
import { icons } from '../parts/icons.ts'
import { findPerson, findPlace, type State, type Store } from '../state/state.ts'
import { drawFileUpload } from './files.ts'
import { drawSelect } from './select.ts'
import { enter, type FieldScene, type ModalState, type PageValue } from './state.ts'

/** A field with its label, or what else may stand in a modal. */
export function drawPart(
  part: ModalPart,
  index: number,
  modal: ModalState,
  state: State,
  store: Store,
): TemplateResult {
  if (part.kind === 'text') return html`${drawText(part.content, index, modal.interactionId, state, store)}`
  if (part.kind === 'unknown') return drawUnknownPart(part.type)
  const field = prepareField(part, index, modal)
  return html`<div class="modal-field" data-invalid=${field.problem !== undefined} data-field=${field.customId}>
    ${part.component.type === componentTypes.checkbox ? drawTick(field, store) : drawLabelled(field, state, store)}
    ${drawProblem(field)}
  </div>`
}

function prepareField(part: ModalField, index: number, { interactionId, values, problems }: ModalState): FieldScene {
  const id = `modal-field-${index}`
  const problem = problems[part.customId]
  const describedBy = [
    ...(part.description === undefined ? [] : [`${id}-about`]),
    ...(problem === undefined ? [] : [`${id}-problem`]),
  ].join(' ')
  return {
    ...part,
    id,
    problem,
    interactionId,
    describedBy: describedBy === '' ? undefined : describedBy,
    value: values[part.customId] ?? (initialField(part.component) as PageValue),
  }
}

function drawLabelled(field: FieldScene, state: State, store: Store): TemplateResult {
  const { id, label, description, isRequired, component } = field
  const words = html`${label}${isRequired ? html`<span class="star" aria-hidden="true">*</span>` : nothing}`
  // A label that is pressed would choose the first radio button of a group, or open a file dialog.
  const isText = component.type === componentTypes.textInput
  return html`${
    isText
      ? html`<label class="modal-label" id=${`${id}-label`} for=${id}>${words}</label>`
      : html`<p class="modal-label" id=${`${id}-label`} @click=${() => focusSoon(`[role=combobox]#${id}`)}>${words}</p>`
  }
  ${description === undefined ? nothing : html`<p class="modal-about" id=${`${id}-about`}>${description}</p>`}
  ${drawField(field, state, store)}`
}

/** Where the focus is elsewhere, which it is with files, a screen reader says it at once. */
function drawProblem({ id, problem, component }: FieldScene) {
  if (problem === undefined) return nothing
  const role = component.type === componentTypes.fileUpload ? 'alert' : nothing
  return html`<p class="field-problem" id=${`${id}-problem`} role=${role}>${icons.warning}${problem}</p>`
}

/** What something is entered in. */
function drawField(field: FieldScene, state: State, store: Store): TemplateResult {
  switch (field.component.type) {
    case componentTypes.textInput:
      return drawTextInput(field, store)
    case componentTypes.fileUpload:
      return drawFileUpload(field, store)
    case componentTypes.radioGroup:
    case componentTypes.checkboxGroup:
      return drawChoices(field, store)
    default:
      return drawSelect(field, state, store)
  }
}

const longestText = 4_000
const paragraph = 2

/** One line, or several. The number of characters that are left stands in its corner, as in Discord. */
function drawTextInput(field: FieldScene, store: Store): TemplateResult {
  const { component, id, describedBy, isRequired, problem, value } = field
  const text = value.kind === 'text' ? value.text : ''
  const most = typeof component.max_length === 'number' ? component.max_length : longestText
  const input = ({ target }: Event) => enter(store, field, { kind: 'text', text: (target as HTMLInputElement).value })
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

/** A group of radio buttons or checkboxes, with all its options in sight. */
function drawChoices(field: FieldScene, store: Store): TemplateResult {
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
    ${objectsIn(component.options).map((option, index) => drawChoice(field, option, index, isRadio, store))}
  </div>`
}

function drawChoice(
  field: FieldScene,
  option: JsonObject,
  index: number,
  isRadio: boolean,
  store: Store,
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
      @change=${() => chooseOption(field, own, isRadio, store)}
    />
    <span class="choice-words">
      <span>${textIn(option.label)}</span>
      ${description === '' ? nothing : html`<span class="modal-about">${description}</span>`}
    </span>
  </label>`
}

function chooseOption(field: FieldScene, own: string, isRadio: boolean, store: Store): void {
  if (isRadio) {
    enter(store, field, { kind: 'text', text: own })
    return
  }
  const before = field.value.kind === 'values' ? field.value.values : []
  const values = before.includes(own) ? before.filter((each) => each !== own) : [...before, own]
  enter(store, field, { kind: 'values', values })
}

/** A single checkbox, whose label says what it is for. */
function drawTick(field: FieldScene, store: Store): TemplateResult {
  const { id, label, description, describedBy, value } = field
  return html`<label class="choice">
    <input
      type="checkbox"
      id=${id}
      aria-labelledby=${`${id}-label`}
      aria-describedby=${describedBy ?? nothing}
      .checked=${live(value.kind === 'tick' && value.isTicked)}
      @change=${({ target }: Event) =>
        enter(store, field, { kind: 'tick', isTicked: (target as HTMLInputElement).checked })}
    />
    <span class="choice-words">
      <span id=${`${id}-label`}>${label}</span>
      ${description === undefined ? nothing : html`<span class="modal-about" id=${`${id}-about`}>${description}</span>`}
    </span>
  </label>`
}

/** A text between the fields, with the same formatting as in messages. */
function drawText(
  content: string,
  index: number,
  interactionId: string,
  state: State,
  store: Store,
): TemplateResult | typeof nothing {
  const { scene, placeId } = state
  const person = findPerson(state)
  const place = findPlace(state)
  if (scene === undefined || person === undefined || place === undefined) return nothing
  const message: ShownMessage = { id: interactionId, placeId, body: {}, isLoading: false, pings: [], createdAt: 0 }
  const look = { state, scene, person, place, store, message, use: { waitingFor: undefined, hasFailed: false } }
  return html`<div class="modal-text markup">${drawMarkdown(content, `modal/${index}`, look)}</div>`
}

/** Something that this page cannot draw yet. It is reported, once, so that a test in a browser fails. */
function drawUnknownPart(type: unknown): TemplateResult {
  return html`${guard([type], () => {
    console.error(`Component type ${String(type)} is not drawn in modals`)
    return html`<p class="unknown-part">Component type ${String(type)} is not drawn here</p>`
  })}`
}
