import { GatewayCloseCodes } from 'discord.js'

export const tokenRefused =
  'Discord refused DISCORD_TOKEN. Copy the bot token anew from the Discord Developer Portal: your application, Bot, Reset Token.'

const reasons: Readonly<Record<number, string>> = {
  [GatewayCloseCodes.AuthenticationFailed]: tokenRefused,
  [GatewayCloseCodes.InvalidShard]:
    'Discord shares its servers among connections otherwise than the bot does. Start it again.',
  [GatewayCloseCodes.ShardingRequired]: 'The bot is in too many servers for the connections it has. Start it again.',
  [GatewayCloseCodes.InvalidAPIVersion]: 'Discord does not speak to this version of the bot any more. Update the bot.',
  [GatewayCloseCodes.InvalidIntents]: 'Discord does not know the intents of this version of the bot. Update the bot.',
  [GatewayCloseCodes.DisallowedIntents]:
    'Discord does not allow the bot its intents. See the Discord Developer Portal: your application, Bot, Privileged Gateway Intents.',
}

/** Why Discord closed the gateway for good, and what to do. @see https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway */
export function explainClose(code: number): string {
  return reasons[code] ?? `Discord closed the connection for good (${code}). Start the bot again.`
}
