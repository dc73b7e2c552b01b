import { ApplicationCommandUpdateRequestSchema } from 'discord-api-spec/zod'
import { commandTypes, optionTypes } from '../flags.ts'
import { isAbsent, isObject, type JsonObject, numberIn, objectsIn, textIn } from '../json.ts'
import { checkCommandName, checkLocalizations } from './checkLocalizations.ts'
import { checkSpecification } from './checkSpecification.ts'
import { type FormError, formError, requiredField, under } from './formError.ts'

const mostOfType: Readonly<Record<number, number>> = { 1: 100, 2: 15, 3: 15 }

const mostKnown = 20
const known = new Map<string, readonly FormError[]>()

/**
 * What can be wrong with the list of all commands; `scope` says where it is registered. A list that was looked at before is not
 * looked at again: a bot registers the same at each of its starts.
 */
export function checkCommands(commands: unknown, scope: 'global' | 'guild'): FormError[] {
  const list = `${scope} ${JSON.stringify(commands)}`
  const errors = known.get(list) ?? checkList(commands, scope)
  if (known.size >= mostKnown) known.clear()
  known.set(list, errors)
  return [...errors]
}

function checkList(commands: unknown, scope: 'global' | 'guild'): FormError[] {
  if (!Array.isArray(commands)) {
    return [formError([], 'LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType')]
  }
  return [
    ...commands.flatMap((command, index) => under(checkCommand(command, scope), index)),
    ...checkSet(objectsIn(commands)),
  ]
}

function checkCommand(given: unknown, scope: 'global' | 'guild'): FormError[] {
  const command = isObject(given) ? withNumericPermissions(given) : given
  const specification = checkSpecification(ApplicationCommandUpdateRequestSchema, command, ['nsfw'])
  if (specification.length > 0 || !isObject(command)) return specification
  const isChatInput = (command.type ?? commandTypes.chatInput) === commandTypes.chatInput
  const size = measureCommand(command)
  return [
    ...(isChatInput ? checkChatInput(command) : checkMenu(command)),
    ...(scope === 'guild' ? checkGuildCommand(command) : []),
    ...checkLists(command),
    ...(!isAbsent(command.nsfw) && typeof command.nsfw !== 'boolean'
      ? [formError(['nsfw'], 'BOOLEAN_TYPE_CONVERT', 'Must be either true or false.')]
      : []),
    ...(size > mostCommandCharacters
      ? [formError([], 'APPLICATION_COMMAND_TOO_LARGE', `Command exceeds maximum size (${mostCommandCharacters})`)]
      : []),
  ]
}

/** The specification says number; what Discord takes, and discord.js sends, is a string of digits. */
function withNumericPermissions(command: JsonObject): JsonObject {
  const value = command.default_member_permissions
  if (typeof value !== 'string' || !/^\d+$/.test(value)) return command
  return { ...command, default_member_permissions: Number(value) }
}

function checkChatInput(command: JsonObject): FormError[] {
  const errors = checkCommandName(textIn(command.name), ['name'])
  if (textIn(command.description) === '') errors.push(requiredField(['description']))
  return [...errors, ...checkLocalizations(command), ...under(checkCommandOptions(command.options), 'options')]
}

/** Menus are named as people speak, with capitals and spaces. */
function checkMenu(command: JsonObject): FormError[] {
  const errors: FormError[] = []
  if (textIn(command.name).trim() === '') {
    errors.push(formError(['name'], 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid'))
  }
  if (textIn(command.description) !== '') {
    const message = 'Context menu commands cannot have description'
    errors.push(formError(['description'], 'APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION', message))
  }
  if (objectsIn(command.options).length > 0) {
    const message = 'Context menu commands cannot have options'
    errors.push(formError(['options'], 'APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS', message))
  }
  return errors
}

/** @see https://discord.com/developers/docs/interactions/application-commands#interaction-contexts (global commands only) */
function checkGuildCommand(command: JsonObject): FormError[] {
  return ['contexts', 'integration_types', 'dm_permission']
    .filter((key) => !isAbsent(command[key]))
    .map((key) => formError([key], 'APPLICATION_COMMAND_GUILD_FIELD', `A guild command cannot have ${key}.`))
}

function checkLists(command: JsonObject): FormError[] {
  return ['contexts', 'integration_types'].flatMap((key) => {
    const list = command[key]
    if (!Array.isArray(list) || new Set(list).size === list.length) return []
    return [formError([key], 'SET_TYPE_ALREADY_CONTAINS_VALUE', 'The set already contains this value')]
  })
}

function checkSet(commands: readonly JsonObject[]): FormError[] {
  const seen = new Set<string>()
  const counts = new Map<number, number>()
  const errors: FormError[] = []
  for (const [index, command] of commands.entries()) {
    const type = numberIn(command.type ?? commandTypes.chatInput)
    const key = `${type} ${textIn(command.name)}`
    if (seen.has(key)) {
      const message = 'Application command names must be unique'
      errors.push(formError([index, 'name'], 'APPLICATION_COMMANDS_DUPLICATE_NAME', message))
    }
    seen.add(key)
    counts.set(type, (counts.get(type) ?? 0) + 1)
  }
  for (const [type, count] of counts) {
    const most = mostOfType[type] ?? 1
    if (count > most) {
      const message = `At most ${most} commands of type ${type} can be registered.`
      errors.push(formError([], 'BASE_TYPE_BAD_LENGTH', message))
    }
  }
  return errors
}

const isNested = (option: JsonObject) => option.type === optionTypes.subcommand || option.type === optionTypes.group

/** The options of a command or subcommand, and all below them. */
function checkCommandOptions(options: unknown): FormError[] {
  const list = objectsIn(options)
  return [
    ...checkOrder(list),
    ...checkUniqueNames(list),
    ...list.flatMap((option, index) => under(checkOption(option), index)),
  ]
}

function checkOrder(options: readonly JsonObject[]): FormError[] {
  const errors: FormError[] = []
  let hasOptional = false
  for (const [index, option] of options.entries()) {
    if (option.required === true && hasOptional) {
      const message = 'Required options must be placed before non-required options'
      errors.push(formError([index], 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', message))
    }
    hasOptional ||= option.required !== true
  }
  if (options.some(isNested) && !options.every(isNested)) {
    const message = 'Sub-command and sub-command group option types are mutually exclusive to all other types'
    errors.push(formError([], 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', message))
  }
  return errors
}

function checkUniqueNames(options: readonly JsonObject[]): FormError[] {
  const seen = new Set<string>()
  return options.flatMap((option, index) => {
    const name = textIn(option.name)
    if (seen.has(name)) {
      const message = 'Option name already exists in current options'
      return [formError([index, 'name'], 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS', message)]
    }
    seen.add(name)
    return []
  })
}

function checkOption(option: JsonObject): FormError[] {
  const errors = checkCommandName(textIn(option.name), ['name'])
  if (isNested(option)) return [...errors, ...under(checkCommandOptions(option.options), 'options')]
  return [...errors, ...checkOptionChoices(option), ...checkRange(option), ...checkFileTypes(option)]
}

const longestValue = 100

function checkOptionChoices(option: JsonObject): FormError[] {
  const choices = objectsIn(option.choices)
  const errors: FormError[] = []
  if (choices.length > 0 && option.autocomplete === true) {
    const message = 'Autocomplete options cannot have choices'
    errors.push(formError(['choices'], 'APPLICATION_COMMAND_AUTOCOMPLETE_WITH_CHOICES', message))
  }
  const names = new Set<string>()
  for (const [index, choice] of choices.entries()) {
    if (names.has(textIn(choice.name))) {
      const message = 'Option choice name already exists'
      errors.push(formError(['choices', index], 'APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS', message))
    }
    names.add(textIn(choice.name))
    if (textIn(choice.value).length > longestValue) {
      const place = ['choices', index, 'value']
      errors.push(formError(place, 'BASE_TYPE_MAX_LENGTH', `Must be ${longestValue} or fewer in length.`))
    }
  }
  return errors
}

function checkRange(option: JsonObject): FormError[] {
  const pairs = [
    ['min_value', 'max_value'],
    ['min_length', 'max_length'],
  ] as const
  return pairs.flatMap(([low, high]) => {
    if (isAbsent(option[low]) || isAbsent(option[high]) || numberIn(option[low]) <= numberIn(option[high])) return []
    return [formError([low], 'APPLICATION_COMMAND_OPTION_RANGE_INVALID', `${low} cannot exceed ${high}`)]
  })
}

/** @see https://discord.com/developers/docs/reference#file-type-filtering */
function checkFileTypes(option: JsonObject): FormError[] {
  if (!Array.isArray(option.file_types)) return []
  return option.file_types.flatMap((type, index) => {
    if (['image', 'video', 'audio'].includes(textIn(type)) || /^\.[a-z0-9]+$/.test(textIn(type))) return []
    const message = 'Must be image, video, audio or an extension with its dot.'
    return [formError(['file_types', index], 'FILE_TYPE_INVALID', message)]
  })
}

const mostCommandCharacters = 8_000

/**
 * The characters of all names, descriptions and values; of a localized field the longest form counts.
 * @see https://discord.com/developers/docs/interactions/application-commands#application-command-object-maximum-values
 */
function measureCommand(part: JsonObject): number {
  const own = longest(part, 'name') + longest(part, 'description') + textIn(part.value).length
  const inner = [...objectsIn(part.options), ...objectsIn(part.choices)]
  return inner.reduce((sum, each) => sum + measureCommand(each), own)
}

function longest(part: JsonObject, field: string): number {
  const localized = part[`${field}_localizations`]
  const forms = isObject(localized) ? Object.values(localized) : []
  return Math.max(...[part[field], ...forms].map((form) => textIn(form).length))
}
