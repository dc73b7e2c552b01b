import { channelTypes, componentTypes } from '../../../discord/flags.ts'
import { isObject, type JsonObject, objectsIn, textIn } from '../../../discord/json.ts'
import type { Scene } from '../../protocol.ts'

export interface SelectOption {
  readonly value: string
  readonly label: string
  readonly description?: string
  /** A sign before the label: an emoji, `#`, `@`. */
  readonly sign?: string
  /** Has a picture instead of a sign. */
  readonly isPerson?: boolean
}

type Known = Pick<Scene, 'people' | 'roles' | 'places' | 'bot'>

/** What can be chosen in a select: its own options, or who and what there is. */
export function listSelectOptions(component: JsonObject, scene: Known): readonly SelectOption[] {
  switch (component.type) {
    case componentTypes.stringSelect:
      return objectsIn(component.options).map(readOption)
    case componentTypes.userSelect:
      return listPeople(scene)
    case componentTypes.roleSelect:
      return listRoles(scene)
    case componentTypes.mentionableSelect:
      return [...listPeople(scene), ...listRoles(scene)]
    case componentTypes.channelSelect:
      return listChannels(scene, component.channel_types)
    default:
      return []
  }
}

function readOption({ label, value, description, emoji }: JsonObject): SelectOption {
  const sign = isObject(emoji) ? textIn(emoji.name) : ''
  return {
    value: textIn(value),
    label: textIn(label),
    ...(textIn(description) !== '' && { description: textIn(description) }),
    ...(sign !== '' && { sign }),
  }
}

const listPeople = ({ people, bot }: Known): SelectOption[] =>
  [...people, bot].map(({ id, name }) => ({ value: id, label: name, isPerson: true }))

const listRoles = ({ roles = [] }: Known): SelectOption[] =>
  roles.map(({ id, name }) => ({ value: id, label: name, sign: '@' }))

/** The page knows text channels only. */
function listChannels({ places }: Known, wanted: unknown): SelectOption[] {
  if (Array.isArray(wanted) && wanted.length > 0 && !wanted.includes(channelTypes.text)) return []
  return places.filter(({ kind }) => kind !== 'direct').map(({ id, name }) => ({ value: id, label: name, sign: '#' }))
}
