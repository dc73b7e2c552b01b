import {
  ApplicationCommandType,
  type REST,
  type RESTGetAPIApplicationCommandsResult,
  type RESTPostAPIApplicationCommandsJSONBody,
  Routes,
} from 'discord.js'
import { isSameCommand } from './isSameCommand.ts'

export interface CommandRegistration {
  readonly rest: Pick<REST, 'get' | 'put'>
  readonly applicationId: string
  /** Registers there at once instead of everywhere. */
  readonly guildId?: string
  readonly commands: readonly RESTPostAPIApplicationCommandsJSONBody[]
}

/**
 * Registers the commands where Discord has others, and not otherwise: creating commands is limited to 200 a day. Resolves to
 * whether it did.
 *
 * @see https://discord.com/developers/docs/interactions/application-commands#bulk-overwrite-global-application-commands
 */
export async function registerCommands(registration: CommandRegistration): Promise<boolean> {
  const { rest, applicationId, guildId, commands } = registration
  const route =
    guildId === undefined
      ? Routes.applicationCommands(applicationId)
      : Routes.applicationGuildCommands(applicationId, guildId)
  const query = new URLSearchParams({ with_localizations: 'true' })
  const present = (await rest.get(route, { query })) as RESTGetAPIApplicationCommandsResult
  // Discord makes this one for apps with activities, and refuses an overwrite that leaves it out.
  const entryPoints = present.filter(({ type }) => type === ApplicationCommandType.PrimaryEntryPoint)
  const others = present.filter((command) => !entryPoints.includes(command))
  const isSame =
    others.length === commands.length &&
    commands.every((command) => others.some((other) => isSameCommand(command, other, guildId === undefined)))
  if (isSame) return false
  await rest.put(route, { body: [...commands, ...entryPoints] })
  return true
}
