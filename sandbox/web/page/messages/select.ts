import { html, nothing, type TemplateResult } from 'lit'
import { type JsonObject, textIn } from '../../../discord/json.ts'
import {
  isSendable,
  moveInList,
  readSelect,
  type SelectOption,
  type SelectRules,
  toggleOption,
} from '../../client/selects.ts'
import { createOptionItem, drawListBox, itemId } from '../fields/listBox.ts'
import { drawDots, drawSign } from '../parts/icons.ts'
import { useComponent } from './actions.ts'
import { type MessageLook, type OpenSelect, updateMessages } from './state.ts'

/**
 * A select of any of the five kinds: a button that opens a list, chosen from with the arrow keys or the pointer, sent when
 * the list closes. Skyra's is a picture of one: it cannot be opened with the keyboard and shows no choice.
 */
export function drawSelect(component: JsonObject, look: MessageLook): TemplateResult {
  const rules = readSelect(component, look.scene)
  const actions = createSelectActions(textIn(component.custom_id), rules, look)
  const { open, chosen } = actions
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
        @click=${actions.press}
        @keydown=${actions.key}
        @blur=${actions.leave}
      >
        <span class="select-value">${drawChosen(rules.options, chosen, rules.placeholder)}</span>
        ${isWaiting ? drawDots() : drawSign('expand')}
      </button>
      ${open === undefined ? nothing : drawOptions(listId, rules, actions)}
    </div>
  `
}

function drawChosen(options: readonly SelectOption[], chosen: readonly string[], placeholder: string) {
  const labels = options
    .filter(({ value }) => chosen.includes(value))
    .map(({ label, sign = '' }) => `${sign}${sign === '#' || sign === '@' ? '' : ' '}${label}`.trim())
  return labels.length === 0 ? html`<span class="select-placeholder">${placeholder}</span>` : labels.join(', ')
}

function drawOptions(listId: string, rules: ReturnType<typeof readSelect>, actions: SelectActions): TemplateResult {
  return drawListBox({
    id: listId,
    label: rules.placeholder,
    items: rules.options.map((option) => {
      const isChosen = actions.chosen.includes(option.value)
      return createOptionItem(option, isChosen, drawMark(isChosen, rules.most > 1))
    }),
    active: actions.open?.active ?? -1,
    emptyText: 'No results match your search',
    isMultiple: rules.most > 1,
    choose: actions.choose,
    reach: actions.reach,
  })
}

const drawMark = (isChosen: boolean, isMultiple: boolean): TemplateResult =>
  html`<span class="select-mark" ?data-chosen=${isChosen} ?data-multiple=${isMultiple}></span>`

interface SelectActions {
  /** Absent while the list is closed. */
  readonly open: OpenSelect | undefined
  readonly chosen: readonly string[]
  press(event: Event): void
  key(event: KeyboardEvent): void
  leave(): void
  choose(index: number): void
  reach(index: number): void
}

/** Room for a list, in pixels. */
const listHeight = 260

/** What can be done with a select. What was chosen is kept until the message is changed, as in Discord. */
function createSelectActions(customId: string, rules: SelectRules, look: MessageLook): SelectActions {
  const { store, message, person, place, state, use } = look
  const key = `${person.id}/${message.id}/${customId}/${textIn(message.body.edited_timestamp)}`
  const before = state.messages.chosen[key] ?? rules.defaults
  const readOpen = () => {
    const { select } = store.state.messages
    return select?.key === key ? select : undefined
  }
  const change = (changes: Partial<OpenSelect>) =>
    updateMessages(store, ({ select }) => (select?.key === key ? { select: { ...select, ...changes } } : {}))

  function open(button: EventTarget | null): void {
    if (use.waitingFor !== undefined || !(button instanceof Element)) return
    const { top, bottom } = button.getBoundingClientRect()
    const opensUp = window.innerHeight - bottom < listHeight && top > window.innerHeight - bottom
    const active = rules.options.findIndex(({ value }) => before.includes(value))
    updateMessages(store, () => ({ select: { key, chosen: before, active, opensUp } }))
  }

  function close(): void {
    const chosen = readOpen()?.chosen
    if (chosen === undefined) return
    const isSent = isSendable(chosen, before, rules)
    updateMessages(store, (messages) => ({
      select: undefined,
      chosen: isSent ? { ...messages.chosen, [key]: chosen } : messages.chosen,
    }))
    if (!isSent) return
    const values = rules.options.map(({ value }) => value).filter((value) => chosen.includes(value))
    const by = { personId: person.id, placeId: place.id, messageId: message.id }
    void useComponent(look, { kind: 'choose', ...by, customId, values })
  }

  function choose(index: number): void {
    const option = rules.options[index]
    const now = readOpen()
    if (option === undefined || now === undefined) return
    change({ chosen: toggleOption(now.chosen, option.value, rules), active: index })
    if (rules.most === 1) close()
  }

  const opened = state.messages.select?.key === key ? state.messages.select : undefined
  return {
    open: opened,
    chosen: opened?.chosen ?? before,
    press: ({ currentTarget }) => (readOpen() === undefined ? open(currentTarget) : close()),
    leave: close,
    choose,
    reach: (active) => change({ active }),
    key(event) {
      const now = readOpen()
      if (now === undefined) {
        if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
        event.preventDefault()
        open(event.currentTarget)
        return
      }
      const active = findActive(event.key, now.active, rules.options.length)
      if (active !== undefined) change({ active })
      else if (event.key === 'Escape') close()
      else if ((event.key === 'Enter' || event.key === ' ') && now.active >= 0) choose(now.active)
      else return
      event.preventDefault()
      event.stopPropagation()
    },
  }
}

function findActive(key: string, active: number, count: number): number | undefined {
  if (count > 0 && key === 'Home') return 0
  if (count > 0 && key === 'End') return count - 1
  return moveInList(key, active, count)
}
