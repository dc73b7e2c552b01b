import { html, nothing, type TemplateResult } from 'lit'
import type { SelectOption } from '../../client/selects/listSelectOptions.ts'
import { readSelect } from '../../client/selects/readSelect.ts'
import { createOptionItem } from '../fields/createOptionItem.ts'
import { drawListBox, itemId } from '../fields/drawListBox.ts'
import { drawOptionSign } from '../fields/drawOptionSign.ts'
import { icons } from '../layout/icons.ts'
import type { Does } from '../state/does.ts'
import type { State } from '../state/state.ts'
import type { FieldScene } from './modalDoes.ts'
import { placeList } from './placeList.ts'
import { createSelectDoes } from './selectDoes.ts'

/** A select: shut it shows what is chosen, open it lists what there is. The focus stays on it all the time. */
export function drawSelect(field: FieldScene, state: State, does: Does): TemplateResult {
  const { id, describedBy, isRequired, problem, component, value, customId } = field
  if (state.scene === undefined) return html``
  const rules = readSelect(component, state.scene)
  const chosen = value.kind === 'values' ? value.values : []
  const { openList } = state.modal ?? {}
  const active = openList?.customId === customId ? openList.active : undefined
  const isOpen = active !== undefined
  const { toggle, press, choose, reach, leave } = createSelectDoes(does, field, rules, active)
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
      ${drawChosen(id, rules.placeholder, rules.options, chosen)} ${icons.chevron}
    </div>
    ${
      isOpen
        ? html`<div class="select-list" ${placeList()}>
            ${drawListBox({
              id: listId,
              label: field.label,
              active,
              emptyText: 'There is nothing to choose from',
              isMultiple: rules.most > 1,
              items: rules.options.map((option) => {
                const isChosen = chosen.includes(option.value)
                return createOptionItem(option, isChosen, isChosen ? icons.tick : undefined)
              }),
              choose,
              reach,
            })}
          </div>`
        : nothing
    }
  </div>`
}

function drawChosen(
  id: string,
  placeholder: string,
  options: readonly SelectOption[],
  chosen: readonly string[],
): TemplateResult {
  const known = options.filter(({ value }) => chosen.includes(value))
  if (known.length === 0) {
    return html`<span class="select-chosen select-nothing" id=${`${id}-chosen`}
      >${placeholder}</span
    >`
  }
  return html`<span class="select-chosen" id=${`${id}-chosen`}
    >${known.map((option) => html`<span class="select-token">${drawOptionSign(option)}${option.label}</span>`)}</span
  >`
}
