import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { moveInList, type SelectOption } from '../../client/selects.ts'
import { drawAvatar } from '../parts/icons.ts'

interface ListItem {
  readonly key: string
  readonly name: string
  readonly detail?: string | undefined
  readonly before?: TemplateResult | undefined
  /** At the right. */
  readonly after?: TemplateResult | string | undefined
  readonly isChosen?: boolean
}

export interface ListBox {
  readonly id: string
  /** For screen readers, and above the list where `heading` is not given. */
  readonly label: string
  readonly heading?: TemplateResult | string | undefined
  readonly items: readonly ListItem[]
  /** Of the item that the keys have reached; -1 where they have not been used. */
  readonly active: number
  /** Instead of items, where there are none. */
  readonly emptyText: string
  readonly isMultiple?: boolean
  /** Where what controls it is no combobox: whoever moves by Tab gets to what is below the edge. */
  readonly isTabStop?: boolean
  choose(index: number): void
  /** The pointer is over an item. */
  reach(index: number): void
}

/** For `aria-activedescendant` of what controls the list. */
export const itemId = (listId: string, index: number): string => `${listId}-${index}`

/**
 * A list to choose from. The focus stays where it is, in the field or button that controls the list with `role=combobox`,
 * `aria-controls` and `aria-activedescendant`: a press in the list does not take it away.
 */
export function drawListBox(list: ListBox): TemplateResult {
  return html`
    <div class="list-box" @mousedown=${(event: MouseEvent) => event.preventDefault()}>
      ${list.heading === undefined ? nothing : html`<div class="list-heading" aria-hidden="true">${list.heading}</div>`}
      <div
        class="list-items"
        id=${list.id}
        role="listbox"
        aria-label=${list.label}
        tabindex=${list.isTabStop === true ? '0' : nothing}
        aria-multiselectable=${list.isMultiple === true ? 'true' : nothing}
      >
        ${repeat(
          list.items,
          ({ key }) => key,
          (item, index) => drawItem(list, item, index),
        )}
      </div>
      ${list.items.length === 0 ? html`<p class="list-empty" role="status">${list.emptyText}</p>` : nothing}
    </div>
  `
}

const drawItem = (list: ListBox, item: ListItem, index: number): TemplateResult => html`
  <div
    class="list-item"
    id=${itemId(list.id, index)}
    role="option"
    aria-selected=${(list.isMultiple === true ? item.isChosen === true : index === list.active) ? 'true' : 'false'}
    data-active=${index === list.active}
    data-chosen=${item.isChosen === true}
    @click=${() => list.choose(index)}
    @pointermove=${(event: PointerEvent) => reachByPointer(event, list, index)}
  >
    ${item.before ?? nothing}
    <span class="list-item-words">
      <span class="list-item-name">${item.name}</span>
      ${item.detail ? html`<span class="list-item-detail">${item.detail}</span>` : nothing}
    </span>
    ${item.after === undefined ? nothing : html`<span class="list-item-after">${item.after}</span>`}
  </div>
`

/** A list that scrolls under a pointer at rest is no move of the pointer. */
function reachByPointer({ movementX, movementY }: PointerEvent, list: ListBox, index: number): void {
  if (index !== list.active && (movementX !== 0 || movementY !== 0)) list.reach(index)
}

export interface ListKeys {
  readonly isOpen: boolean
  readonly count: number
  readonly active: number
  /** Absent where the arrow keys do not open it. */
  readonly open?: (() => void) | undefined
  move(index: number): void
  choose(index: number): void
  close(): void
}

/**
 * The keys of a list that belongs to the field with the focus: arrows move and open, Enter chooses, Escape closes.
 *
 * @returns whether the key was one of them; the browser does nothing with it then
 */
export function pressInList(event: KeyboardEvent, list: ListKeys): boolean {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return false
  if (!actOnKey(event.key, list)) return false
  event.preventDefault()
  return true
}

function actOnKey(key: string, { isOpen, count, active, ...list }: ListKeys): boolean {
  if (!isOpen) {
    if (list.open === undefined || (key !== 'ArrowDown' && key !== 'ArrowUp')) return false
    list.open()
    return true
  }
  const next = moveInList(key, active, count)
  if (next !== undefined) list.move(next)
  else if (key === 'Enter' && active >= 0 && active < count) list.choose(active)
  else if (key === 'Escape') list.close()
  else return false
  return true
}

/** A select's option as it stands in the list. @param after what stands at its right */
export const createOptionItem = (option: SelectOption, isChosen: boolean, after?: TemplateResult): ListItem => ({
  key: option.value,
  name: option.label,
  detail: option.description,
  before: drawOptionSign(option),
  after,
  isChosen,
})

/** What stands before the label of a select's option: a picture, an emoji, `#` or `@`. */
export function drawOptionSign({ sign, isPerson, value, label }: SelectOption): TemplateResult | undefined {
  if (isPerson === true) return drawAvatar(value, label)
  return sign === undefined ? undefined : html`<span class="select-sign" aria-hidden="true">${sign}</span>`
}
