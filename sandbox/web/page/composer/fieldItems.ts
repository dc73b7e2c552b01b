import type { Field } from '../../client/commands/commandDraft.ts'
import type { CommandOption, OptionItem } from '../../client/commands/commandOption.ts'
import { listOptionItems } from '../../client/commands/listOptionItems.ts'
import { searchItems } from '../../client/commands/searchItems.ts'
import type { State } from '../state/state.ts'

/** What the list of an option shows: everything while a chosen item stands there, else what fits the text. */
export function fieldItems({ scene }: State, option: CommandOption, field: Field): readonly OptionItem[] {
  // The app has searched already.
  if (option.completes) return field.suggestions?.items ?? []
  if (scene === undefined) return []
  const items = listOptionItems(option, scene)
  return field.picked === undefined ? searchItems(items, field.text) : items
}

export const allItems = ({ scene }: State, option: CommandOption): readonly OptionItem[] =>
  scene === undefined ? [] : listOptionItems(option, scene)

/** Where a list begins that has just been opened: at the chosen item, or at the first. */
export function firstActive(items: readonly OptionItem[], { picked }: Field): number {
  const chosen = items.findIndex(({ value }) => value === picked?.value)
  return Math.max(chosen, 0)
}
