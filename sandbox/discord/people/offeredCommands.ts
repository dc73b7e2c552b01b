import { permissions } from '../flags.ts'
import type { JsonObject } from '../json.ts'
import type { Presence } from './createPresence.ts'
import { contextOf } from './describeInteraction.ts'
import { findOwners } from './findOwners.ts'
import { ClientRefusal } from './optionValue.ts'

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
