import { moveInList } from '../../client/moveInList.ts'
import type { SelectRules } from '../../client/selects/readSelect.ts'
import { toggleOption } from '../../client/selects/toggleOption.ts'
import { afterDraw, showAfterDraw } from '../fields/afterDraw.ts'
import { itemId } from '../fields/drawListBox.ts'
import type { Does } from '../state/does.ts'
import { enter, type FieldScene, updateModal } from './modalDoes.ts'

/** What the keys and the pointer do to a select; `active` is absent while it is shut. */
export function createSelectDoes(does: Does, field: FieldScene, rules: SelectRules, active: number | undefined) {
  const { customId, interactionId, value } = field
  const { options } = rules
  const chosen = value.kind === 'values' ? value.values : []

  const shut = () => updateModal(does, interactionId, () => ({ openList: undefined }))

  function reach(index: number): void {
    updateModal(does, interactionId, () => ({ openList: { customId, active: index } }))
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
    enter(does, field, { kind: 'values', values: toggleOption(chosen, option.value, rules) })
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
    reach: (index: number) => updateModal(does, interactionId, () => ({ openList: { customId, active: index } })),
    leave: () => {
      if (active !== undefined) shut()
    },
  }
}
