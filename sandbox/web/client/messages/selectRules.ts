import { isObject, type JsonObject, objectsIn, textIn } from '../../../discord/json.ts'
import type { Named } from './names.ts'

export interface SelectOption {
  readonly value: string
  readonly label: string
  readonly description: string
  readonly emoji: string
}

export interface SelectRules {
  readonly options: readonly SelectOption[]
  readonly placeholder: string
  /** What is chosen before anybody chooses. */
  readonly defaults: readonly string[]
  readonly fewest: number
  readonly most: number
}

export const selectTypes: readonly number[] = [3, 5, 6, 7, 8]

const placeholders: Readonly<Record<number, string>> = {
  5: 'Select a user',
  6: 'Select a role',
  7: 'Select a user or role',
  8: 'Select a channel',
}

/** A select of a message, whichever of the five kinds. @see https://discord.com/developers/docs/components/reference#string-select */
export function readSelect(component: JsonObject, named: Named): SelectRules {
  const type = Number(component.type)
  const chosen = objectsIn(component.options).filter((option) => option.default === true)
  const defaults = type === 3 ? chosen.map(({ value }) => textIn(value)) : idsIn(component.default_values)
  return {
    options: listOptions(type, component, named),
    placeholder: textIn(component.placeholder) || (placeholders[type] ?? 'Make a selection'),
    defaults,
    fewest: typeof component.min_values === 'number' ? component.min_values : 1,
    most: typeof component.max_values === 'number' ? component.max_values : 1,
  }
}

const idsIn = (values: unknown): string[] => objectsIn(values).map(({ id }) => textIn(id))

function listOptions(
  type: number,
  component: JsonObject,
  { people, places, bot, roles = [] }: Named,
): readonly SelectOption[] {
  const plain = (value: string, label: string): SelectOption => ({ value, label, description: '', emoji: '' })
  const users = [...people, bot].map(({ id, name }) => plain(id, name))
  const channels = places.filter(({ kind }) => kind !== 'direct').map(({ id, name }) => plain(id, `#${name}`))
  const mentionable = roles.map(({ id, name }) => plain(id, `@${name}`))
  if (type === 8) return channels
  if (type === 6) return mentionable
  if (type === 5) return users
  return type === 7 ? [...users, ...mentionable] : objectsIn(component.options).map(readOption)
}

const readOption = ({ value, label, description, emoji }: JsonObject): SelectOption => ({
  value: textIn(value),
  label: textIn(label),
  description: textIn(description),
  emoji: readEmoji(emoji),
})

/** An emoji of a server is a picture of Discord's, so that only its name is shown. */
export function readEmoji(emoji: unknown): string {
  if (!isObject(emoji)) return ''
  return textIn(emoji.id) === '' ? textIn(emoji.name) : `:${textIn(emoji.name)}:`
}

/** What is chosen after somebody pressed an option: the other one where only one may be, else one more or one less. */
export function toggleOption(
  chosen: readonly string[],
  value: string,
  { fewest, most }: Pick<SelectRules, 'fewest' | 'most'>,
): readonly string[] {
  if (most === 1) return chosen.includes(value) && fewest === 0 ? [] : [value]
  if (chosen.includes(value)) return chosen.filter((each) => each !== value)
  return chosen.length >= most ? chosen : [...chosen, value]
}

/** Whether Discord's client sends a choice when the list closes: it is allowed, and something else than before. */
export function isSendable(
  chosen: readonly string[],
  before: readonly string[],
  { fewest, most }: Pick<SelectRules, 'fewest' | 'most'>,
): boolean {
  const isSame = chosen.length === before.length && chosen.every((value) => before.includes(value))
  return !isSame && chosen.length >= fewest && chosen.length <= most
}
