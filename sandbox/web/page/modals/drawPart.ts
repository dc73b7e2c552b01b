import { html, nothing, type TemplateResult } from 'lit'
import { componentTypes } from '../../../discord/flags.ts'
import { initialField } from '../../client/modals/initialField.ts'
import type { ModalField, ModalPart } from '../../client/modals/modalForm.ts'
import { focusSoon } from '../layout/focusSoon.ts'
import { icons } from '../layout/icons.ts'
import type { Does } from '../state/does.ts'
import type { State } from '../state/state.ts'
import { drawField } from './drawField.ts'
import { drawText } from './drawText.ts'
import { drawTick } from './drawTick.ts'
import { drawUnknownPart } from './drawUnknownPart.ts'
import type { FieldScene } from './modalDoes.ts'
import type { ModalState, PageValue } from './modalState.ts'

/** A field with its label, or what else may stand in a modal. */
export function drawPart(part: ModalPart, index: number, modal: ModalState, state: State, does: Does): TemplateResult {
  if (part.kind === 'text') return html`${drawText(part.content, index, modal.interactionId, state, does)}`
  if (part.kind === 'unknown') return drawUnknownPart(part.type)
  const field = prepareField(part, index, modal)
  return html`<div class="modal-field" data-invalid=${field.problem !== undefined} data-field=${field.customId}>
    ${part.component.type === componentTypes.checkbox ? drawTick(field, does) : drawLabelled(field, state, does)}
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

function drawLabelled(field: FieldScene, state: State, does: Does): TemplateResult {
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
  ${drawField(field, state, does)}`
}

/** Where the focus is elsewhere, which it is with files, a screen reader says it at once. */
function drawProblem({ id, problem, component }: FieldScene) {
  if (problem === undefined) return nothing
  const role = component.type === componentTypes.fileUpload ? 'alert' : nothing
  return html`<p class="field-problem" id=${`${id}-problem`} role=${role}>${icons.warning}${problem}</p>`
}
