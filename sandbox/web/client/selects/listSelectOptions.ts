import { channelTypes, componentTypes } from '../../../discord/flags.ts'
import { type JsonObject, objectsIn, textIn } from '../../../discord/json.ts'
import type { Scene } from '../../protocol.ts'
import { readEmoji } from '../readEmoji.ts'

export interface SelectOption {
  readonly value: string
  readonly label: string
  readonly description?: string
  /** A sign before the label: an emoji, `#`, `@`. */
  readonly sign?: string
  /** Has a picture instead of a sign. */
  readonly isPerson?: boolean
}

export type KnownScene = Pick<Scene, 'people' | 'roles' | 'places' | 'bot'>

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
  return places.filter(({ kind }) => kind !== 'direct').map(({ id, name }) => ({ value: id, label: name, sign: '#' }))
}
