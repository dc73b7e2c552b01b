import { channelTypes, componentTypes } from '../../discord/flags.ts'
import { type JsonObject, objectsIn, textIn } from '../../discord/json.ts'
import type { Scene } from '../protocol.ts'
import { isTextChannel, readEmoji } from './messages/names.ts'

export interface SelectRules {
  readonly options: readonly SelectOption[]
  readonly placeholder: string
  /** What is chosen before anybody chooses. */
  readonly defaults: readonly string[]
  readonly fewest: number
  readonly most: number
}

/** Discord's own, where the bot has written none. */
const placeholders: Readonly<Record<number, string>> = {
  [componentTypes.userSelect]: 'Select a user',
  [componentTypes.roleSelect]: 'Select a role',
  [componentTypes.mentionableSelect]: 'Select a user or role',
  [componentTypes.channelSelect]: 'Select a channel',
}

/** A select of a message or a modal, whichever of the five kinds. @see https://discord.com/developers/docs/components/reference#string-select */
export function readSelect(component: JsonObject, known: KnownScene): SelectRules {
  const { min_values: fewest, max_values: most } = component
  const type = Number(component.type)
  const chosen = objectsIn(component.options).filter((option) => option.default === true)
  const isOwn = type === componentTypes.stringSelect
  return {
    options: listSelectOptions(component, known),
    placeholder: textIn(component.placeholder) || (placeholders[type] ?? 'Make a selection'),
    defaults: isOwn
      ? chosen.map(({ value }) => textIn(value))
      : objectsIn(component.default_values).map(({ id }) => textIn(id)),
    // In a modal it may be left alone where nothing has to be chosen.
    fewest: component.required === false ? 0 : typeof fewest === 'number' ? fewest : 1,
    most: typeof most === 'number' ? most : 1,
  }
}

export interface SelectOption {
  readonly value: string
  readonly label: string
  readonly description?: string
  /** A sign before the label: an emoji, `#`, `@`. */
  readonly sign?: string
  /** Has a picture instead of a sign. */
  readonly isPerson?: boolean
}

type KnownScene = Pick<Scene, 'people' | 'roles' | 'places' | 'bot'>

/** What can be chosen in a select: its own options, or who and what there is. */
export function listSelectOptions(component: JsonObject, known: KnownScene): readonly SelectOption[] {
  switch (component.type) {
    case componentTypes.stringSelect:
      return objectsIn(component.options).map(readOption)
    case componentTypes.userSelect:
      return listPeople(known)
    case componentTypes.roleSelect:
      return listRoles(known)
    case componentTypes.mentionableSelect:
      return [...listPeople(known), ...listRoles(known)]
    case componentTypes.channelSelect:
      return listChannels(known, component.channel_types)
    default:
      return []
  }
}

function readOption({ label, value, description, emoji }: JsonObject): SelectOption {
  const sign = readEmoji(emoji)
  return {
    value: textIn(value),
    label: textIn(label),
    ...(textIn(description) !== '' && { description: textIn(description) }),
    ...(sign !== '' && { sign }),
  }
}

const listPeople = ({ people, bot }: KnownScene): SelectOption[] =>
  [...people, bot].map(({ id, name }) => ({ value: id, label: name, isPerson: true }))

const listRoles = ({ roles = [] }: KnownScene): SelectOption[] =>
  roles.map(({ id, name }) => ({ value: id, label: name, sign: '@' }))

/** The page knows text channels only. */
function listChannels({ places }: KnownScene, wanted: unknown): SelectOption[] {
  if (Array.isArray(wanted) && wanted.length > 0 && !wanted.includes(channelTypes.text)) return []
  return places.filter(isTextChannel).map(({ id, name }) => ({ value: id, label: name, sign: '#' }))
}

/** What is chosen after somebody pressed an option: the other one where only one may be, else one more or one less. */
export function toggleOption(
  chosen: readonly string[],
  value: string,
  { fewest, most }: Pick<SelectRules, 'fewest' | 'most'>,
): readonly string[] {
  if (most <= 1) return chosen.includes(value) && fewest === 0 ? [] : [value]
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

const pageLength = 8

/**
 * Where a key leads in a list; nothing where it is no key of lists. From nowhere (-1) it leads to an end, and over an end
 * it leads to the other.
 */
export function moveInList(key: string, active: number, count: number): number | undefined {
  if (count === 0) return undefined
  const last = count - 1
  switch (key) {
    case 'ArrowDown':
      return active >= last ? 0 : active + 1
    case 'ArrowUp':
      return active <= 0 ? last : active - 1
    case 'PageDown':
      return Math.min(active + pageLength, last)
    case 'PageUp':
      return Math.max(active - pageLength, 0)
    default:
      return undefined
  }
}

/** The types of all five kinds of selects. */
export const selectTypes: readonly number[] = [
  componentTypes.stringSelect,
  componentTypes.userSelect,
  componentTypes.roleSelect,
  componentTypes.mentionableSelect,
  componentTypes.channelSelect,
]
