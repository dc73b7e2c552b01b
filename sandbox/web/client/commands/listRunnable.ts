import { commandTypes, optionTypes } from '../../../discord/flags.ts'
import { type JsonObject, objectsIn, textIn } from '../../../discord/json.ts'
import { type CommandOption, readOption } from './commandOption.ts'

/** A command that can be typed: `kling video`. */
export interface Runnable {
  readonly name: string
  readonly description: string
  readonly options: readonly CommandOption[]
}

/**
 * The slash commands that can be typed, subcommands and those in groups one by one, in the order of their registration.
 *
 * @param commands as Discord's API lists them
 * @param offered ids of those that the client offers
 */
export function listRunnable(commands: readonly JsonObject[], offered: readonly string[]): readonly Runnable[] {
  return commands
    .filter(({ id, type }) => (type ?? commandTypes.chatInput) === commandTypes.chatInput && offered.includes(`${id}`))
    .flatMap((command) => listWithin(command, textIn(command.name)))
}

function listWithin(body: JsonObject, name: string): readonly Runnable[] {
  const options = objectsIn(body.options)
  const inner = options.filter(({ type }) => type === optionTypes.subcommand || type === optionTypes.group)
  if (inner.length > 0) return inner.flatMap((each) => listWithin(each, `${name} ${textIn(each.name)}`))
  // A group without subcommands leads nowhere.
  if (body.type === optionTypes.group) return []
  return [{ name, description: textIn(body.description), options: options.map(readOption) }]
}
