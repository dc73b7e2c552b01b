import { html, nothing, type TemplateResult } from 'lit'
import { type JsonObject, textIn } from '../../../../discord/json.ts'
import type { SelectOption } from '../../../client/selects/listSelectOptions.ts'
import { readSelect } from '../../../client/selects/readSelect.ts'
import { createOptionItem } from '../../fields/createOptionItem.ts'
import { drawListBox, itemId } from '../../fields/drawListBox.ts'
import { createSelectDoes, type SelectDoes } from '../actions/createSelectDoes.ts'
import { drawDots } from '../drawDots.ts'
import { drawSign } from '../drawSign.ts'
import type { MessageLook } from '../look.ts'

/**
 * A select of any of the five kinds: a button that opens a list, chosen from with the arrow keys or the pointer, sent when
 * the list closes. Skyra's is a picture of one: it cannot be opened with the keyboard and shows no choice.
 */
export function drawSelect(component: JsonObject, look: MessageLook): TemplateResult {
  const rules = readSelect(component, look.scene)
  const does = createSelectDoes(textIn(component.custom_id), rules, look)
  const { open, chosen } = does
  const listId = `select-${look.message.id}-${component.id}`
  const isWaiting = look.use.waitingFor === textIn(component.custom_id)
  return html`
    <div class="select" ?data-up=${open?.opensUp === true}>
      <button
        type="button"
        class="select-button"
        role="combobox"
        aria-label=${rules.placeholder}
        aria-haspopup="listbox"
        aria-expanded=${open === undefined ? 'false' : 'true'}
        aria-controls=${open === undefined ? nothing : listId}
        aria-activedescendant=${open === undefined || open.active < 0 ? nothing : itemId(listId, open.active)}
        aria-busy=${isWaiting ? 'true' : nothing}
        ?disabled=${component.disabled === true}
        @click=${does.press}
        @keydown=${does.key}
        @blur=${does.leave}
      >
        <span class="select-value">${drawChosen(rules.options, chosen, rules.placeholder)}</span>
        ${isWaiting ? drawDots() : drawSign('expand')}
      </button>
      ${open === undefined ? nothing : drawOptions(listId, rules, does)}
    </div>
  `
}

function drawChosen(options: readonly SelectOption[], chosen: readonly string[], placeholder: string) {
  const labels = options
    .filter(({ value }) => chosen.includes(value))
    .map(({ label, sign = '' }) => `${sign}${sign === '#' || sign === '@' ? '' : ' '}${label}`.trim())
  return labels.length === 0 ? html`<span class="select-placeholder">${placeholder}</span>` : labels.join(', ')
}

function drawOptions(listId: string, rules: ReturnType<typeof readSelect>, does: SelectDoes): TemplateResult {
  return drawListBox({
    id: listId,
    label: rules.placeholder,
    items: rules.options.map((option) => {
      const isChosen = does.chosen.includes(option.value)
      return createOptionItem(option, isChosen, drawMark(isChosen, rules.most > 1))
    }),
    active: does.open?.active ?? -1,
    emptyText: 'No results match your search',
    isMultiple: rules.most > 1,
    choose: does.choose,
    reach: does.reach,
  })
}

const drawMark = (isChosen: boolean, isMultiple: boolean): TemplateResult =>
  html`<span class="select-mark" ?data-chosen=${isChosen} ?data-multiple=${isMultiple}></span>`
