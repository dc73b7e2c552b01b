import { apiErrors } from '../../apiError.ts'
import type { CommandRegistry } from '../../commands/createCommandRegistry.ts'
import type { World } from '../../world/world.ts'
import { type Call, ok, param, type Route } from '../route.ts'

/** @see https://discord.com/developers/docs/interactions/application-commands#endpoints */
export function createCommandRoutes({ world, commands }: { world: World; commands: CommandRegistry }): Route[] {
  function findGuildId(call: Call): string | undefined {
    if (param(call, 'application') !== world.application.id) throw apiErrors.unknownApplication()
    const guildId = call.params.guild
    if (guildId !== undefined && world.guilds.get(guildId)?.installed !== true) throw apiErrors.missingAccess()
    return guildId
  }
  return ['/applications/:application/commands', '/applications/:application/guilds/:guild/commands'].flatMap(
    (path): Route[] => [
      {
        method: 'GET',
        path,
        access: 'bot',
        limit: 'read',
        handle: (call) => ok(commands.list(findGuildId(call))),
      },
      {
        method: 'PUT',
        path,
        access: 'bot',
        limit: 'commands',
        handle: (call) => ok(commands.replace(call.body, findGuildId(call))),
      },
    ],
  )
}
