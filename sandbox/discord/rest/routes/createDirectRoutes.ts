import { CreatePrivateChannelRequestSchema } from 'discord-api-spec/zod'
import { apiErrors, invalidFormBody } from '../../apiError.ts'
import { isObject, textIn } from '../../json.ts'
import { checkSpecification } from '../../validation/checkSpecification.ts'
import { requiredField } from '../../validation/formError.ts'
import { describeChannel } from '../../world/describeWorld.ts'
import type { ChannelRecord, UserRecord, World } from '../../world/world.ts'
import { ok, type Route } from '../route.ts'

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
