import { Client, GatewayIntentBits, Options, type RESTOptions, type WebSocketOptions } from 'discord.js'
import { createGuardedSharding, guardEvents } from './guardGateway.ts'
import type { Log } from './log.ts'

export interface ClientOptions {
  /** The base without version and trailing slash. */
  readonly apiUrl: string
  readonly makeRequest: RESTOptions['makeRequest']
  readonly log: Log
}

/**
 * The gateway client. Interactions need no intent; `Guilds` tells which servers have a bot user of ours. Nothing else is cached:
 * everything the bot needs comes with the interaction.
 */
export function createClient({ apiUrl, makeRequest, log }: ClientOptions): Client {
  // Its types name the manager of discord.js where that of @discordjs/ws is given.
  const buildStrategy = createGuardedSharding(log) as unknown as NonNullable<WebSocketOptions['buildStrategy']>
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    shards: 'auto',
    allowedMentions: { parse: [] },
    // Until every server was described, or this time is over, discord.js keeps back commands, which have three seconds to be
    // answered; and one server that is down at Discord is never described.
    waitGuildTimeout: 0,
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      GuildMemberManager: 0,
      UserManager: 0,
      ReactionManager: 0,
      PresenceManager: 0,
      VoiceStateManager: 0,
      GuildEmojiManager: 0,
      GuildStickerManager: 0,
      GuildScheduledEventManager: 0,
    }),
    rest: { version: '10', api: apiUrl, makeRequest },
    ws: { buildStrategy },
  })
  guardEvents(client, log)
  return client
}
