import { type ElementPart, html, nothing, type TemplateResult } from 'lit'
import { AsyncDirective, directive } from 'lit/async-directive.js'
import { moveInList, readSelect, type SelectOption, type SelectRules, toggleOption } from '../../client/selects.ts'
import { createOptionItem, drawListBox, drawOptionSign, itemId } from '../fields/listBox.ts'
import { afterDraw, showAfterDraw } from '../parts/focus.ts'
import { icons } from '../parts/icons.ts'
import type { State, Store } from '../state/state.ts'
import { enter, type FieldScene, updateModal } from './state.ts'

/** A select: shut it shows what is chosen, open it lists what there is. The focus stays on it all the time. */
export function drawSelect(field: FieldScene, state: State, store: Store): TemplateResult {
  const { id, describedBy, isRequired, problem, component, value, customId } = field
  if (state.scene === undefined) return html``
  const rules = readSelect(component, state.scene)
  const chosen = value.kind === 'values' ? value.values : []
  const { openList } = state.modal ?? {}
  const active = openList?.customId === customId ? openList.active : undefined
  const isOpen = active !== undefined
  const { toggle, press, choose, reach, leave } = createSelectActions(store, field, rules, active)
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

/** What the keys and the pointer do to a select; `active` is absent while it is shut. */
function createSelectActions(store: Store, field: FieldScene, rules: SelectRules, active: number | undefined) {
  const { customId, interactionId, value } = field
  const { options } = rules
  const chosen = value.kind === 'values' ? value.values : []

  const shut = () => updateModal(store, interactionId, () => ({ openList: undefined }))

  function reach(index: number): void {
    updateModal(store, interactionId, () => ({ openList: { customId, active: index } }))
    // Not before the list has its place, which is a drawing later.
    afterDraw(() => showAfterDraw(itemId(`${field.id}-list`, index)))
  }

  const open = () =>
    reach(
      Math.max(
        0,
        options.findIndex((option) => chosen.includes(option.value)),
      ),
    )

  function choose(index: number): void {
    const option = options[index]
    if (option === undefined) return
    enter(store, field, { kind: 'values', values: toggleOption(chosen, option.value, rules) })
    if (rules.most <= 1) shut()
  }

  /** The next one that begins with what was typed. */
  function seek(letter: string): void {
    const from = (active ?? -1) + 1
    const order = [...options.keys()].map((_, offset) => (from + offset) % options.length)
    const found = order.find((index) => options[index]?.label.toLowerCase().startsWith(letter.toLowerCase()))
    if (found !== undefined) reach(found)
  }

  function press(event: KeyboardEvent): void {
    const { key } = event
    const isUsed = active === undefined ? pressShut(key) : pressOpen(key, active)
    if (isUsed) event.preventDefault()
    else if (key.length === 1 && key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey) seek(key)
  }

  function pressShut(key: string): boolean {
    if (!['Enter', ' ', 'ArrowDown', 'ArrowUp'].includes(key)) return false
    open()
    return true
  }

  function pressOpen(key: string, reached: number): boolean {
    const ends: Readonly<Record<string, number>> = { Home: 0, End: options.length - 1 }
    const next = ends[key] ?? moveInList(key, reached, options.length)
    if (next !== undefined) reach(next)
    else if (key === 'Enter' || key === ' ') choose(reached)
    else if (key === 'Escape') shut()
    else return false
    return true
  }

  return {
    toggle: () => (active === undefined ? open() : shut()),
    press,
    choose,
    reach: (index: number) => updateModal(store, interactionId, () => ({ openList: { customId, active: index } })),
    leave: () => {
      if (active !== undefined) shut()
    },
  }
}

const gap = 4
const enough = 240
const highest = 320

/**
 * Keeps a list under the field before it, or over it where there is more room: fixed to the window, so that the scrolling
 * form does not cut it off. A class because lit's directives are.
 */
class PlaceList extends AsyncDirective {
  #list: HTMLElement | undefined

  render(): unknown {
    return nothing
  }

  override update({ element }: ElementPart): unknown {
    if (this.#list !== undefined || !(element instanceof HTMLElement)) return nothing
    this.#list = element
    this.reconnected()
    queueMicrotask(this.#place)
    return nothing
  }

  readonly #place = () => {
    const field = this.#list?.previousElementSibling?.getBoundingClientRect()
    if (this.#list === undefined || field === undefined) return
    const below = innerHeight - field.bottom
    const isBelow = below >= enough || below >= field.top
    const { style } = this.#list
    style.left = `${field.left}px`
    style.width = `${field.width}px`
    style.maxHeight = `${Math.min((isBelow ? below : field.top) - 2 * gap, highest)}px`
    style.top = isBelow ? `${field.bottom + gap}px` : ''
    style.bottom = isBelow ? '' : `${innerHeight - field.top + gap}px`
  }

  override disconnected(): void {
    removeEventListener('scroll', this.#place, true)
    removeEventListener('resize', this.#place)
  }

  override reconnected(): void {
    addEventListener('scroll', this.#place, true)
    addEventListener('resize', this.#place)
  }
}

const placeList = directive(PlaceList)
