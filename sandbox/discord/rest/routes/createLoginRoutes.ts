import { apiErrors } from '../../apiError.ts'
import {
  describeApplication,
  describeBot,
  describeChannel,
  describeGuild,
  describeUser,
} from '../../world/describeWorld.ts'
import { findVisibleChannel } from '../../world/findChannel.ts'
import type { World } from '../../world/world.ts'
import { ok, param, type Route } from '../route.ts'

/** What a client asks at login, and what it looks up afterwards. */
export function createLoginRoutes(dependencies: {
  world: World
  gatewayUrl: () => string
  /** How often the bot may still identify today. */
  identifiesLeft: () => number
}): Route[] {
  const { world, gatewayUrl, identifiesLeft } = dependencies
  const read = (path: string, handle: Route['handle']): Route => ({
    method: 'GET',
    path,
    access: 'bot',
    limit: 'read',
    handle,
  })
  return [
    read('/gateway', () => ok({ url: gatewayUrl() })),
    read('/gateway/bot', () =>
      ok({
        url: gatewayUrl(),
        shards: 1,
        session_start_limit: {
          total: 1_000,
          remaining: identifiesLeft(),
          reset_after: 14_400_000,
          max_concurrency: 1,
        },
      }),
    ),
    read('/users/@me', () => ok({ ...describeBot(world.application), verified: true, mfa_enabled: true, email: null })),
    read('/applications/@me', () => ok(describeApplication(world.application))),
    read('/oauth2/applications/@me', () => ok(describeApplication(world.application))),
    read('/users/:user', (call) => {
      const user = world.users.get(param(call, 'user'))
      if (user === undefined) throw apiErrors.unknownUser()
      return ok(describeUser(user))
    }),
    read('/channels/:channel', (call) => {
      return ok(describeChannel(findVisibleChannel(world, param(call, 'channel')), world.application))
    }),
    read('/guilds/:guild', (call) => {
      const guild = world.guilds.get(param(call, 'guild'))
      if (guild === undefined) throw apiErrors.unknownGuild()
      if (!guild.botIsMember) throw apiErrors.missingAccess()
      return ok(describeGuild(guild, [...world.channels.values()], world.application))
    }),
  ]
}
