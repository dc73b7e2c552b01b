import { commandTypes, optionTypes } from '../flags.ts'
import { isObject, type JsonObject } from '../json.ts'
import { interactionTypes } from '../validation/checkCallback.ts'
import type { Presence } from './createPresence.ts'
import { findSubcommand } from './findSubcommand.ts'
import { findOffered } from './offeredCommands.ts'
import { ClientRefusal, isChosenFile, type OptionValue, type OptionValues } from './optionValue.ts'
import type { SentInteraction } from './sentInteraction.ts'

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
