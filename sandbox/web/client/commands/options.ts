import { channelTypes, optionTypes } from '../../../discord/flags.ts'
import { type JsonObject, objectsIn, textIn } from '../../../discord/json.ts'
import type { Scene } from '../../protocol.ts'
import { isTextChannel } from '../messages/names.ts'

/** What a list offers for an option, and what is sent for it: of a person, channel or role its id. */
export interface OptionItem {
  readonly name: string
  readonly value: string | number | boolean
  /** A few words more. */
  readonly detail?: string
}

/** An option of a command, read for the client. */
export interface CommandOption {
  readonly name: string
  readonly description: string
  readonly type: number
  readonly isRequired: boolean
  readonly choices: readonly OptionItem[]
  /** The app suggests values while the person types. */
  readonly completes: boolean
  readonly fileTypes: readonly string[]
  readonly channelTypes: readonly number[]
  readonly mostCharacters: number | undefined
  /** As Discord's API lists it. */
  readonly body: JsonObject
}

export function readOption(body: JsonObject): CommandOption {
  return {
    name: textIn(body.name),
    description: textIn(body.description),
    type: Number(body.type),
    isRequired: body.required === true,
    choices: objectsIn(body.choices).map(({ name, value }) => ({
      name: textIn(name),
      value: typeof value === 'number' ? value : String(value),
    })),
    completes: body.autocomplete === true,
    fileTypes: Array.isArray(body.file_types) ? body.file_types.map(String) : [],
    channelTypes: Array.isArray(body.channel_types) ? body.channel_types.map(Number) : [],
    mostCharacters: typeof body.max_length === 'number' ? body.max_length : undefined,
    body,
  }
}

const referenceTypes: readonly number[] = [
  optionTypes.user,
  optionTypes.channel,
  optionTypes.role,
  optionTypes.mentionable,
]

/** The value is somebody's or something's id. */
export const isReference = ({ type }: CommandOption): boolean => referenceTypes.includes(type)

export const isAttachment = ({ type }: CommandOption): boolean => type === optionTypes.attachment

export const isNumeric = ({ type }: CommandOption): boolean =>
  type === optionTypes.integer || type === optionTypes.number

/** Only what its list offers can be given. */
export const isClosedList = (option: CommandOption): boolean =>
  option.choices.length > 0 || option.type === optionTypes.boolean || isReference(option)

/** A list belongs to it: to choose from, or suggestions. */
export const hasList = (option: CommandOption): boolean => isClosedList(option) || option.completes

type Known = Pick<Scene, 'people' | 'places' | 'bot' | 'roles'>

/** Everything that an option's list offers before it is searched; suggestions of the app are not among it. */
export function listOptionItems(option: CommandOption, known: Known): readonly OptionItem[] {
  if (option.choices.length > 0) return option.choices
  switch (option.type) {
    case optionTypes.boolean:
      return [
        { name: 'True', value: true },
        { name: 'False', value: false },
      ]
    case optionTypes.user:
      return listUsers(known)
    case optionTypes.channel:
      return listChannels(option, known)
    case optionTypes.role:
      return listRoles(known)
    case optionTypes.mentionable:
      return [...listUsers(known), ...listRoles(known)]
    default:
      return []
  }
}

const listUsers = ({ people, bot }: Known): readonly OptionItem[] => [
  ...people.map(({ id, name, role }) => ({ name, value: id, detail: role })),
  { name: bot.name, value: bot.id, detail: 'App' },
]

const listRoles = ({ roles = [] }: Known): readonly OptionItem[] =>
  roles.map(({ id, name }) => ({ name: `@${name.replace(/^@/, '')}`, value: id, detail: 'Role' }))

const listChannels = (option: CommandOption, { places }: Known): readonly OptionItem[] =>
  option.channelTypes.length > 0 && !option.channelTypes.includes(channelTypes.text)
    ? []
    : places.filter(isTextChannel).map(({ id, name }) => ({ name: `#${name.replace(/^#/, '')}`, value: id }))

/** What fits a search, those that begin with it first; everything for an empty one. */
export function searchItems<Item extends { readonly name: string }>(
  items: readonly Item[],
  typed: string,
): readonly Item[] {
  const query = typed.trim().toLowerCase()
  const isBegin = ({ name }: Item) => name.toLowerCase().startsWith(query)
  const found = items.filter(({ name }) => name.toLowerCase().includes(query))
  return [...found.filter(isBegin), ...found.filter((item) => !isBegin(item))]
}
