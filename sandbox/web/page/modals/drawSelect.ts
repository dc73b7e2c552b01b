import { html, nothing, type TemplateResult } from 'lit'
import { componentTypes } from '../../../discord/flags.ts'
import { textIn } from '../../../discord/json.ts'
import { listSelectOptions, type SelectOption } from '../../client/modals/listSelectOptions.ts'
import { drawListBox, itemId } from '../fields/drawListBox.ts'
import { drawAvatar } from '../layout/drawAvatar.ts'
import { icons } from '../layout/icons.ts'
import type { Does } from '../state/does.ts'
import type { State } from '../state/state.ts'
import type { FieldScene } from './modalDoes.ts'
import { placeList } from './placeList.ts'
import { createSelectDoes } from './selectDoes.ts'

/** A select: shut it shows what is chosen, open it lists what there is. The focus stays on it all the time. */
export function drawSelect(field: FieldScene, state: State, does: Does): TemplateResult {
  const { id, describedBy, isRequired, problem, component, value, customId } = field
  const options = state.scene === undefined ? [] : listSelectOptions(component, state.scene)
  const chosen = value.kind === 'values' ? value.values : []
  const { openList } = state.modal ?? {}
  const active = openList?.customId === customId ? openList.active : undefined
  const isOpen = active !== undefined
  const { toggle, press, choose, reach, leave } = createSelectDoes(does, field, options, active)
  const listId = `${id}-list`
  return html`<div class="modal-select" @focusout=${leave}>
    <div
      class="select-field"
      id=${id}
      role="combobox"
      tabindex="0"
      aria-haspopup="listbox"
      aria-expanded=${isOpen}
      aria-controls=${isOpen ? listId : nothing}
      aria-activedescendant=${isOpen && active >= 0 ? itemId(listId, active) : nothing}
      aria-labelledby=${`${id}-label ${id}-chosen`}
      aria-describedby=${describedBy ?? nothing}
      aria-required=${isRequired}
      aria-invalid=${problem === undefined ? nothing : 'true'}
      @click=${toggle}
      @keydown=${press}
    >
      ${drawChosen(id, component.placeholder, component.type, options, chosen)} ${icons.chevron}
    </div>
    ${
      isOpen
        ? html`<div class="select-list" ${placeList()}>
            ${drawListBox({
              id: listId,
              label: field.label,
              active,
              emptyText: 'There is nothing to choose from',
              isMultiple: isMultiple(field),
              items: options.map((option) => ({
                key: option.value,
                name: option.label,
                detail: option.description,
                before: drawSign(option),
                after: chosen.includes(option.value) ? icons.tick : undefined,
                isChosen: chosen.includes(option.value),
              })),
              choose,
              reach,
            })}
          </div>`
        : nothing
    }
  </div>`
}

export const isMultiple = ({ component }: Pick<FieldScene, 'component'>): boolean =>
  typeof component.max_values === 'number' && component.max_values > 1

function drawChosen(
  id: string,
  placeholder: unknown,
  type: unknown,
  options: readonly SelectOption[],
  chosen: readonly string[],
): TemplateResult {
  const known = options.filter(({ value }) => chosen.includes(value))
  if (known.length === 0) {
    return html`<span class="select-chosen select-nothing" id=${`${id}-chosen`}
      >${textIn(placeholder) || usualPlaceholder(type)}</span
    >`
  }
  return html`<span class="select-chosen" id=${`${id}-chosen`}
    >${known.map((option) => html`<span class="select-token">${drawSign(option)}${option.label}</span>`)}</span
  >`
}

/** Discord's, where the bot has written none. */
const usualPlaceholder = (type: unknown): string =>
  type === componentTypes.userSelect || type === componentTypes.mentionableSelect ? 'Select a user' : 'Make a selection'

function drawSign({ sign, isPerson, value, label }: SelectOption): TemplateResult | undefined {
  if (isPerson === true) return drawAvatar(value, label)
  return sign === undefined ? undefined : html`<span class="select-sign" aria-hidden="true">${sign}</span>`
}
