import { commandTypes } from '../flags.ts'
import { interactionTypes } from '../validation/checkCallback.ts'
import type { Presence } from './createPresence.ts'
import { createResolved } from './createResolved.ts'
import { fillOptions } from './fillOptions.ts'
import { findOwners } from './findOwners.ts'
import { findSubcommand } from './findSubcommand.ts'
import { findOffered } from './offeredCommands.ts'
import type { OptionValues } from './optionValue.ts'
import type { SentInteraction } from './sentInteraction.ts'

/** Sends a slash command; `isRaw` leaves out the client's own checks. */
export async function runCommand(
  presence: Presence,
  name: string,
  values: OptionValues,
  isRaw: boolean,
): Promise<SentInteraction> {
  const { world, uploadLimit, channel, user, commands } = presence
  const [root = '', ...names] = name.split(' ')
  const command = isRaw
    ? commands.find(root, commandTypes.chatInput, channel.guild?.id)
    : findOffered(presence, root, commandTypes.chatInput).command
  const path = findSubcommand(command, names, isRaw)
  const resolved = createResolved(presence)
  const options = await fillOptions(path.options, values, { resolved, uploadLimit, isRaw })
  const owners = findOwners(command, channel, user)
  const data = {
    id: command?.id ?? world.application.id,
    name: root,
    type: commandTypes.chatInput,
    ...(command?.guild_id === undefined ? {} : { guild_id: command.guild_id }),
    options: path.wrap(options),
    ...resolved.describe(),
  }
  return presence.send(presence.start({ type: interactionTypes.command, owners }), { data })
}
