import type { EnteredFile } from '../enteredValue.ts'
import { type CommandDraft, changeField, findField } from './commandDraft.ts'
import type { OptionItem } from './commandOption.ts'

/** Takes over what was typed. A text that is the name of an item chooses it. */
export function typeInField<Chosen extends EnteredFile>(
  draft: CommandDraft<Chosen>,
  name: string,
  text: string,
  items: readonly OptionItem[],
): CommandDraft<Chosen> {
  const typed = text.trim().toLowerCase()
  const picked = items.find((item) => item.name.toLowerCase() === typed)
  return changeField(draft, name, { text, picked, problem: undefined })
}

/** Chooses from the list what the text means by its name or its value, when the person is done with it. */
export function settleField<Chosen extends EnteredFile>(
  draft: CommandDraft<Chosen>,
  name: string,
  items: readonly OptionItem[],
): CommandDraft<Chosen> {
  const typed = findField(draft, name)?.text.trim().toLowerCase()
  const isMeant = (item: OptionItem) => [item.name, String(item.value)].some((each) => each.toLowerCase() === typed)
  const picked = findField(draft, name)?.picked ?? items.find(isMeant)
  return picked === undefined ? draft : changeField(draft, name, { text: picked.name, picked })
}
