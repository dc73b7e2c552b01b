import type { APIApplicationCommand, RESTPostAPIApplicationCommandsJSONBody } from 'discord.js'

type Fields = Readonly<Record<string, unknown>>

/** Every field that we may set, with what Discord shows where it is left out. It adds ids and versions of its own. */
const commandDefaults: Fields = {
  type: 1,
  name: '',
  name_localizations: null,
  description: '',
  description_localizations: null,
  options: [],
  default_member_permissions: null,
  nsfw: false,
}
const optionDefaults: Fields = {
  type: 0,
  name: '',
  name_localizations: null,
  description: '',
  description_localizations: null,
  required: false,
  choices: [],
  options: [],
  channel_types: [],
  min_value: null,
  max_value: null,
  min_length: null,
  max_length: null,
  autocomplete: false,
}
const choiceDefaults: Fields = { name: '', name_localizations: null, value: null }

/**
 * Whether Discord has the command as we would register it.
 *
 * @param isGlobal commands of one server have no contexts and kinds of installation; of the others they count where we set them
 */
export function isSameCommand(
  ours: RESTPostAPIApplicationCommandsJSONBody,
  theirs: APIApplicationCommand,
  isGlobal: boolean,
): boolean {
  const places = isGlobal ? (['contexts', 'integration_types'] as const) : []
  return (
    JSON.stringify(normalize(ours as unknown as Fields)) === JSON.stringify(normalize(theirs as unknown as Fields)) &&
    places.every((place) => ours[place] === undefined || isSameSet(ours[place] ?? [], theirs[place] ?? []))
  )
}

function normalize(command: Fields): Fields {
  return { ...pick(command, commandDefaults), options: list(command.options).map(normalizeOption) }
}

function normalizeOption(option: Fields): Fields {
  return {
    ...pick(option, optionDefaults),
    choices: list(option.choices).map((choice) => pick(choice, choiceDefaults)),
    options: list(option.options).map(normalizeOption),
  }
}

function pick(values: Fields, defaults: Fields): Fields {
  return Object.fromEntries(
    Object.entries(defaults).map(([name, usual]) => [name, normalizeValue(values[name] ?? usual)]),
  )
}

/** Languages come in any order, and an empty list of them is none. */
function normalizeValue(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
  return entries.length === 0 ? null : Object.fromEntries(entries)
}

const list = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value : [])

function isSameSet(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((value) => other.includes(value))
}
