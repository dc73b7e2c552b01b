import type { TemplateResult } from 'lit'
import type { Field } from '../../client/commands/commandDraft.ts'
import { type CommandOption, isReference, type OptionItem } from '../../client/commands/commandOption.ts'
import { drawListBox } from '../fields/drawListBox.ts'
import { drawAvatar } from '../parts/drawAvatar.ts'
import type { Does } from '../state/does.ts'
import type { State } from '../state/state.ts'
import { chooseItem } from './chooseItem.ts'
import { listId } from './elementIds.ts'
import { fieldItems } from './fieldItems.ts'
import { reachItem } from './moveList.ts'

/** What can be chosen for an option, or what the app suggests. */
export function drawOptionList(
  state: State,
  option: CommandOption,
  field: Field,
  active: number,
  does: Does,
): TemplateResult {
  const items = fieldItems(state, option, field)
  return drawListBox({
    id: listId,
    label: option.name,
    heading: isReference(option) ? undefined : 'Options',
    items: items.map((item) => ({
      key: String(item.value),
      name: item.name,
      detail: item.detail,
      before: drawPerson(option, item),
      isChosen: item.value === field.picked?.value,
    })),
    active,
    emptyText: emptyText(option, field),
    choose(index) {
      const item = items[index]
      if (item !== undefined) chooseItem(does, option, item)
    },
    reach: (index) => reachItem(does, index),
  })
}

const drawPerson = (option: CommandOption, { name, value }: OptionItem): TemplateResult | undefined =>
  isReference(option) && !/^[@#]/.test(name) ? drawAvatar(String(value), name) : undefined

function emptyText({ completes }: CommandOption, { suggestions }: Field): string {
  if (completes && suggestions?.state === 'loading') return 'Loading options…'
  if (completes && suggestions?.state === 'failed') return 'Loading options failed'
  return 'No options match your search'
}
