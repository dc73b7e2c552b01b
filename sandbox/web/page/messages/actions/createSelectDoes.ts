import { textIn } from '../../../../discord/json.ts'
import { moveInList } from '../../../client/moveInList.ts'
import { isSendable } from '../../../client/selects/isSendable.ts'
import type { SelectRules } from '../../../client/selects/readSelect.ts'
import { toggleOption } from '../../../client/selects/toggleOption.ts'
import type { MessageLook } from '../look.ts'
import type { OpenSelect } from '../messagesState.ts'
import { updateMessages } from './updateMessages.ts'
import { useComponent } from './useComponent.ts'

export interface SelectDoes {
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
const room = 260

/** What can be done with a select. What was chosen is kept until the message is changed, as in Discord. */
export function createSelectDoes(customId: string, rules: SelectRules, look: MessageLook): SelectDoes {
  const { does, message, person, place, state, use } = look
  const key = `${person.id}/${message.id}/${customId}/${textIn(message.body.edited_timestamp)}`
  const before = state.messages.chosen[key] ?? rules.defaults
  const readOpen = () => {
    const { select } = does.read().messages
    return select?.key === key ? select : undefined
  }
  const change = (changes: Partial<OpenSelect>) =>
    updateMessages(does, ({ select }) => (select?.key === key ? { select: { ...select, ...changes } } : {}))

  function open(button: EventTarget | null): void {
    if (use.waitingFor !== undefined || !(button instanceof Element)) return
    const { top, bottom } = button.getBoundingClientRect()
    const opensUp = window.innerHeight - bottom < room && top > window.innerHeight - bottom
    const active = rules.options.findIndex(({ value }) => before.includes(value))
    updateMessages(does, () => ({ select: { key, chosen: before, active, opensUp } }))
  }

  function close(): void {
    const chosen = readOpen()?.chosen
    if (chosen === undefined) return
    const isSent = isSendable(chosen, before, rules)
    updateMessages(does, (messages) => ({
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
