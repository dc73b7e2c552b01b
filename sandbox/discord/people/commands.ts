import { findValueProblem } from '../client/optionRules.ts'
import type { EnteredValue } from '../client/values.ts'
import { commandTypes, optionTypes, permissions } from '../flags.ts'
import { isObject, type JsonObject, objectsIn, textIn } from '../json.ts'
import { interactionTypes } from '../validation/checkCallback.ts'
import { contextOf, createResolved, findOwners, type Resolved } from './interaction.ts'
import type { Presence, SentInteraction } from './presence.ts'
import { ClientRefusal, isChosenFile, type OptionValue, type OptionValues } from './values.ts'

/** Sends a slash command; `isRaw` leaves out the client's own checks. */
export async function runCommand(
  presence: Presence,
  name: string,
  values: OptionValues,
  isRaw: boolean,
): Promise<SentInteraction> {
  const { world, uploadLimit, channel, user, commands } = presence
  const [root = '', ...names] = name.split(' ')
  const command = isRaw
    ? commands.find(root, commandTypes.chatInput, channel.guild?.id)
    : findOffered(presence, root, commandTypes.chatInput).command
  const path = findSubcommand(command, names, isRaw)
  const resolved = createResolved(presence)
  const options = await fillOptions(path.options, values, { resolved, uploadLimit, isRaw })
  const owners = findOwners(command, channel, user)
  const data = {
    id: command?.id ?? world.application.id,
    name: root,
    type: commandTypes.chatInput,
    ...(command?.guild_id === undefined ? {} : { guild_id: command.guild_id }),
    options: path.wrap(options),
    ...resolved.describe(),
  }
  return presence.send(presence.start({ type: interactionTypes.command, owners }), { data })
}

/** Turns what the person entered into the `options` of the event, and uploads files on the way. */
async function fillOptions(
  registered: readonly JsonObject[],
  values: OptionValues,
  situation: { resolved: Resolved; uploadLimit: number; isRaw: boolean },
): Promise<JsonObject[]> {
  const { resolved, uploadLimit, isRaw } = situation
  if (!isRaw) checkValues(registered, values, uploadLimit)
  const options: JsonObject[] = []
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue
    const option = registered.find((each) => each.name === name)
    const type = option !== undefined && fits(option, value) ? Number(option.type) : guessType(value)
    options.push({ name, type, value: await resolve(value, resolved) })
  }
  return options
}

/** Throws a ClientRefusal with what the client says of the first value that it does not take. */
function checkValues(registered: readonly JsonObject[], values: OptionValues, uploadLimit: number): void {
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && !registered.some((each) => each.name === name)) {
      throw new ClientRefusal(`There is no option ${name}`, name)
    }
  }
  for (const option of registered) {
    const name = textIn(option.name)
    const value = values[name]
    const problem = findValueProblem(option, value === undefined ? undefined : describeEntered(value), uploadLimit)
    if (problem !== undefined) throw new ClientRefusal(problem, name)
  }
}

function describeEntered(value: OptionValue): EnteredValue {
  if (typeof value === 'string') return { kind: 'text', text: value }
  if (typeof value === 'number') return { kind: 'number', number: value }
  if (typeof value === 'boolean') return { kind: 'boolean', boolean: value }
  if (isChosenFile(value)) return { kind: 'file', name: value.name, size: value.bytes.length }
  return { kind: 'reference', id: value.id }
}

/** A raw value of another shape goes out as what it is. */
function fits(option: JsonObject, value: OptionValue): boolean {
  const type = Number(option.type)
  if (type === optionTypes.string) return typeof value === 'string'
  if (type === optionTypes.integer || type === optionTypes.number) return typeof value === 'number'
  if (type === optionTypes.boolean) return typeof value === 'boolean'
  return typeof value === 'object'
}

function guessType(value: OptionValue): number {
  if (typeof value === 'string') return optionTypes.string
  if (typeof value === 'boolean') return optionTypes.boolean
  if (typeof value === 'number') return Number.isInteger(value) ? optionTypes.integer : optionTypes.number
  return isChosenFile(value) ? optionTypes.attachment : optionTypes.user
}

async function resolve(value: OptionValue, resolved: Resolved): Promise<string | number | boolean> {
  if (typeof value !== 'object') return value
  if (isChosenFile(value)) return resolved.addFile(value)
  resolved.addReference(value.id)
  return value.id
}

/**
 * Asks for suggestions while an option is typed. Nothing is checked yet, the values are as far as they were typed.
 * @see https://discord.com/developers/docs/interactions/application-commands#autocomplete
 */
export async function completeOption(
  presence: Presence,
  name: string,
  values: OptionValues,
  focused: string,
): Promise<SentInteraction> {
  const [root = '', ...names] = name.split(' ')
  const { command, owners } = findOffered(presence, root, commandTypes.chatInput)
  const path = findSubcommand(command, names, false)
  const completed = path.options.find((option) => option.name === focused)
  if (completed?.autocomplete !== true) throw new ClientRefusal(`${focused} does not complete itself`, focused)
  const typed = { ...values, [focused]: values[focused] ?? '' }
  const options = path.options.flatMap((option) => describeTyped(option, typed[String(option.name)], focused))
  const data = {
    id: command.id,
    name: root,
    type: commandTypes.chatInput,
    ...(command.guild_id === undefined ? {} : { guild_id: command.guild_id }),
    options: path.wrap(options),
  }
  return presence.send(presence.start({ type: interactionTypes.autocomplete, owners, completed }), { data })
}

/** Numbers are texts while they are typed; files are uploaded only when the command is sent. */
function describeTyped(option: JsonObject, value: OptionValue | undefined, focused: string): JsonObject[] {
  if (value === undefined) return []
  if (typeof value === 'object' && isChosenFile(value)) return []
  const { name, type } = option
  const isNumber = type === optionTypes.integer || type === optionTypes.number
  const plain = isObject(value) ? value.id : value
  return [{ name, type, value: isNumber ? String(plain) : plain, ...(name === focused ? { focused: true } : {}) }]
}

/** A command that a person may use, and how the app got to the place. */
export interface OfferedCommand {
  readonly command: JsonObject
  readonly owners: JsonObject
}

/** The commands of all types that the client offers to a person in a place. */
export function listOffered(presence: Presence): JsonObject[] {
  return presence.commands
    .visible(presence.channel.guild?.id)
    .filter((command) => findObstacle(command, presence) === undefined)
}

/** The command under a name, if the client offers it; a ClientRefusal with the reason if not. */
export function findOffered(presence: Presence, name: string, type: number): OfferedCommand {
  const command = presence.commands.find(name, type, presence.channel.guild?.id)
  if (command === undefined) throw new ClientRefusal(`There is no command ${name}`)
  const obstacle = findObstacle(command, presence)
  if (obstacle !== undefined) throw new ClientRefusal(`The command is not offered here: ${obstacle}`)
  return { command, owners: findOwners(command, presence.channel, presence.user) }
}

/** Why the client does not offer the command to this person here. */
function findObstacle(command: JsonObject, presence: Presence): string | undefined {
  const { channel, user, memberPermissions } = presence
  if (channel.isDeleted) return 'the channel is gone'
  if (Object.keys(findOwners(command, channel, user)).length === 0) return 'the app is not installed'
  if (Array.isArray(command.contexts) && !command.contexts.includes(contextOf(channel))) return 'wrong context'
  if (channel.guild === undefined) return undefined
  if (command.nsfw === true && !channel.ageRestricted) return 'not age-restricted'
  return isAllowed(command, memberPermissions) ? undefined : 'missing permissions'
}

/** @see https://discord.com/developers/docs/interactions/application-commands#permissions ("0" is for administrators) */
function isAllowed(command: JsonObject, memberPermissions: bigint): boolean {
  const has = (wanted: bigint) => (memberPermissions & wanted) === wanted
  if (has(permissions.administrator)) return true
  if (!has(permissions.useApplicationCommands)) return false
  const needed = command.default_member_permissions
  return typeof needed !== 'string' || (needed !== '0' && has(BigInt(needed)))
}

/** The subcommand that a name such as `kling video` leads to, and how it is wrapped in the event. */
export interface CommandPath {
  readonly options: readonly JsonObject[]
  wrap(options: JsonObject[]): JsonObject[]
}

function findSubcommand(command: JsonObject | undefined, names: readonly string[], isRaw: boolean): CommandPath {
  let options = objectsIn(command?.options)
  const steps: { name: string; type: number }[] = []
  for (const [index, name] of names.entries()) {
    const found = options.find((each) => each.name === name)
    if (found === undefined && !isRaw) throw new ClientRefusal(`There is no command ${name}`)
    const isLast = index === names.length - 1
    steps.push({ name, type: Number(found?.type ?? (isLast ? optionTypes.subcommand : optionTypes.group)) })
    options = objectsIn(found?.options)
  }
  const isIncomplete = options.some(({ type }) => type === optionTypes.subcommand || type === optionTypes.group)
  if (isIncomplete && !isRaw) throw new ClientRefusal('A subcommand is missing')
  return {
    options,
    wrap: (filled) => steps.reduceRight<JsonObject[]>((inner, step) => [{ ...step, options: inner }], filled),
  }
}
