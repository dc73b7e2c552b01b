import { Client, GatewayIntentBits, Options, type RESTOptions } from 'discord.js'

/**
 * The gateway client. Interactions need no intent; `Guilds` tells which servers have a bot user of ours. Nothing else is cached:
 * everything the bot needs comes with the interaction.
 *
 * @param makeRequest the network call; that of discord.js unless given
 */
export function createClient(apiUrl: string, makeRequest?: RESTOptions['makeRequest']): Client {
  return new Client({
    intents: [GatewayIntentBits.Guilds],
    allowedMentions: { parse: [] },
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
    rest: { version: '10', api: apiUrl, ...(makeRequest !== undefined && { makeRequest }) },
  })
}
