import type { JsonObject } from '../json.ts'
import type { ChannelRecord, UserRecord } from '../world/world.ts'
import { contextOf, contexts } from './describeInteraction.ts'

const integrationTypes = { guild: 0, user: 1 } as const

/**
 * How the app got to the place where a person uses the command.
 * @see https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-authorizing-integration-owners-object
 */
export function findOwners(command: JsonObject | undefined, channel: ChannelRecord, user: UserRecord): JsonObject {
  const allowed = Array.isArray(command?.integration_types) ? command.integration_types : [0, 1]
  const owners: JsonObject = {}
  if (channel.guild?.installed === true && allowed.includes(integrationTypes.guild)) owners['0'] = channel.guild.id
  if (contextOf(channel) === contexts.botDirect && allowed.includes(integrationTypes.guild)) owners['0'] = '0'
  const isOnlyWay = Object.keys(owners).length === 0
  if (allowed.includes(integrationTypes.user) && (user.hasInstalled || isOnlyWay)) owners['1'] = user.id
  return owners
}
