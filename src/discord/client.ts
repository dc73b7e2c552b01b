import {
  Client,
  GatewayDispatchEvents,
  GatewayIntentBits,
  Options,
  type RESTOptions,
  SimpleShardingStrategy,
  type WebSocketOptions,
} from 'discord.js'
import type { Log } from '../log.ts'

export interface ClientOptions {
  /** The base without version and trailing slash. */
  readonly apiUrl: string
  readonly makeRequest: RESTOptions['makeRequest']
  readonly log: Log
  /** Whether Discord is asked for messages: a handler waits for those that mention the bot. */
  readonly hearsMentions: boolean
}

/** Neither is privileged: Discord empties the text of messages that neither mention the bot nor are direct. */
const intentsOfMentions = [GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages]

/**
 * The gateway client. Interactions need no intent; `Guilds` tells which servers have a bot user of ours. Nothing else is cached:
 * everything the bot needs comes with the interaction.
 */
export function createClient({ apiUrl, makeRequest, log, hearsMentions }: ClientOptions): Client {
  // Its types name the manager of discord.js where that of @discordjs/ws is given.
  const buildStrategy = createGuardedSharding(log) as unknown as NonNullable<WebSocketOptions['buildStrategy']>
  const client = new Client({
    intents: [GatewayIntentBits.Guilds, ...(hearsMentions ? intentsOfMentions : [])],
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

/** What a shard does without anybody who waits for it: an exception in there would be nobody's, and end the process. */
const unawaited = ['onMessage', 'onClose', 'heartbeat', 'internalConnect'] as const

type Shard = Record<(typeof unawaited)[number], (...values: unknown[]) => Promise<unknown>>

type ShardManager = ConstructorParameters<typeof SimpleShardingStrategy>[0]

const dropped = 'discord.js could not handle what Discord sent; it is dropped'

/**
 * The usual sharding of discord.js, whose shards survive what they cannot handle. An event that has not the expected shape
 * makes discord.js throw inside `onMessage`: then that event is dropped, and the connection goes on.
 *
 * The methods are not part of its interface: `test/flows/badPackets.test.ts` notices when they change.
 */
function createGuardedSharding(log: Log): (manager: ShardManager) => SimpleShardingStrategy {
  function guard(shard: Shard): void {
    for (const name of unawaited) {
      const run = shard[name].bind(shard)
      shard[name] = async (...values) => {
        try {
          return await run(...values)
        } catch (error) {
          const event = name === 'onMessage' ? findEvent(values[0]) : undefined
          log.error({ error, event }, dropped)
          return undefined
        }
      }
    }
  }

  return (manager) => {
    const strategy = new SimpleShardingStrategy(manager)
    const spawn = strategy.spawn.bind(strategy)
    strategy.spawn = async (shardIds) => {
      await spawn(shardIds)
      const { shards } = strategy as unknown as { readonly shards: ReadonlyMap<number, Shard> }
      for (const shard of shards.values()) guard(shard)
    }
    return strategy
  }
}

/** Of these discord.js would make objects, thousands in a busy server, and keep them back until every server was described. */
const messageEvents = new Set<string>([
  GatewayDispatchEvents.MessageCreate,
  GatewayDispatchEvents.MessageUpdate,
  GatewayDispatchEvents.MessageDelete,
  GatewayDispatchEvents.MessageDeleteBulk,
])

/**
 * Guards what discord.js does with an event. One that came before the client was ready is handled later, where an exception
 * would be nobody's.
 */
function guardEvents({ ws }: Client, log: Log): void {
  const events = ws as unknown as { handlePacket(packet?: { readonly t: string }, shard?: unknown): boolean }
  const handlePacket = events.handlePacket.bind(events)
  events.handlePacket = (packet, shard) => {
    // Who wants them reads the raw packets.
    if (packet !== undefined && messageEvents.has(packet.t)) return true
    try {
      return handlePacket(packet, shard)
    } catch (error) {
      log.error({ error, event: packet?.t }, dropped)
      return false
    }
  }
}

/** The kind of event in a message of the gateway, without anything that people wrote. */
function findEvent(message: unknown): string | undefined {
  try {
    const { t } = JSON.parse(String(message)) as { readonly t?: unknown }
    return typeof t === 'string' && /^[A-Z_]{1,60}$/.test(t) ? t : undefined
  } catch {
    return undefined
  }
}
