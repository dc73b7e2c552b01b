import {
  type CommandInteraction,
  type MessageComponentInteraction,
  type ModalSubmitInteraction,
  PermissionFlagsBits,
} from 'discord.js'
import type { Admin } from '../domain/contracts/servers.ts'
import { UserError } from '../domain/userError.ts'

/** Who looks after a server here. Whether they may is decided by Discord for a command, and by `access.ts` for a component. */
export function readAdmin(
  interaction: CommandInteraction | MessageComponentInteraction | ModalSubmitInteraction,
): Admin {
  const { guildId, guildLocale, user, memberPermissions } = interaction
  if (guildId === null) throw new UserError({ code: 'wrongPlace' })
  return {
    userId: user.id,
    guildId,
    mayManageServer: memberPermissions?.has(PermissionFlagsBits.ManageGuild) ?? false,
    ...(guildLocale !== null && { guildLocale }),
  }
}
