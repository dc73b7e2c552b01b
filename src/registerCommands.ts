import { createHash } from 'node:crypto'
import { type REST, type RESTPostAPIApplicationCommandsJSONBody, Routes } from 'discord.js'
import type { Store } from './domain/contracts/store.ts'

export interface CommandRegistration {
  readonly rest: REST
  readonly settings: Store['settings']
  readonly applicationId: string
  /** Registers there at once instead of everywhere. */
  readonly guildId?: string
  readonly commands: readonly RESTPostAPIApplicationCommandsJSONBody[]
}

/**
 * Registers the commands when they differ from the last registered ones, and not otherwise: creating commands is limited to
 * 200 a day. Resolves to whether it did. The digest is saved after the registration, so that a crash between the two only
 * repeats a harmless PUT.
 *
 * @see https://discord.com/developers/docs/interactions/application-commands#bulk-overwrite-global-application-commands
 */
export async function registerCommands(registration: CommandRegistration): Promise<boolean> {
  const { rest, settings, applicationId, guildId, commands } = registration
  const key = `commands:${applicationId}:${guildId ?? 'global'}`
  const digest = createHash('sha256').update(JSON.stringify(commands)).digest('hex')
  const known = await settings.get(key)
  if (known?.value === digest) return false
  const route =
    guildId === undefined
      ? Routes.applicationCommands(applicationId)
      : Routes.applicationGuildCommands(applicationId, guildId)
  await rest.put(route, { body: commands })
  await settings.put(key, { version: (known?.version ?? 0) + 1, value: digest })
  return true
}
