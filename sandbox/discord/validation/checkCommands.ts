import { ApplicationCommandUpdateRequestSchema } from 'discord-api-spec/zod'
import { commandTypes } from '../flags.ts'
import { isAbsent, isObject, type JsonObject, numberIn, objectsIn, textIn } from '../json.ts'
import { checkCommandName } from './checkCommandName.ts'
import { checkCommandOptions } from './checkCommandOptions.ts'
import { checkSpecification } from './checkSpecification.ts'
import { type FormError, formError, requiredField, under } from './formError.ts'
import { measureCommand, mostCommandCharacters } from './measureCommand.ts'

const mostOfType: Readonly<Record<number, number>> = { 1: 100, 2: 15, 3: 15 }

/** What can be wrong with the list of all commands; `scope` says where it is registered. */
export function checkCommands(commands: unknown, scope: 'global' | 'guild'): FormError[] {
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
  return [...errors, ...under(checkCommandOptions(command.options), 'options')]
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
