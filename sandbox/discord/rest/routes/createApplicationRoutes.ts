import { CreatePrivateChannelRequestSchema } from 'discord-api-spec/zod'
import { apiErrors, invalidFormBody } from '../../apiError.ts'
import type { CommandRegistry } from '../../commands/createCommandRegistry.ts'
import { isObject, type JsonObject, objectsIn, textIn } from '../../json.ts'
import { checkSpecification } from '../../validation/checkSpecification.ts'
import { requiredField } from '../../validation/formError.ts'
import {
  describeApplication,
  describeBot,
  describeChannel,
  describeGuild,
  describeUser,
} from '../../world/describeWorld.ts'
import { type ChannelRecord, findVisibleChannel, type UserRecord, type World } from '../../world/world.ts'
import { type Call, ok, param, type Route } from '../route.ts'

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
        handle: (call) => {
          const list = commands.list(findGuildId(call))
          return ok(call.query.get('with_localizations') === 'true' ? list : list.map(withoutLocalizations))
        },
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

/** @see https://discord.com/developers/docs/resources/user#create-dm */
export function createDirectRoutes(dependencies: {
  world: World
  openDirectChannel: (user: UserRecord) => ChannelRecord
}): Route[] {
  const { world, openDirectChannel } = dependencies
  return [
    {
      method: 'POST',
      path: '/users/@me/channels',
      access: 'bot',
      limit: 'openDirect',
      handle({ body }) {
        const errors = checkSpecification(CreatePrivateChannelRequestSchema, body)
        const recipient = isObject(body) ? textIn(body.recipient_id) : ''
        if (errors.length === 0 && recipient === '') errors.push(requiredField(['recipient_id']))
        if (errors.length > 0) throw invalidFormBody(errors)
        const user = world.users.get(recipient)
        if (user === undefined) throw apiErrors.unknownUser()
        return ok(describeChannel(openDirectChannel(user), world.application))
      },
    },
  ]
}

/** Discord tells the translations only to those who ask for them. */
function withoutLocalizations(part: JsonObject): JsonObject {
  const { name_localizations: _names, description_localizations: _descriptions, ...rest } = part
  return {
    ...rest,
    ...(Array.isArray(part.options) && { options: objectsIn(part.options).map(withoutLocalizations) }),
    ...(Array.isArray(part.choices) && { choices: objectsIn(part.choices).map(withoutLocalizations) }),
  }
}
