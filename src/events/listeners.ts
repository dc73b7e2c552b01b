import { type Client, Events, GatewayDispatchEvents, type Interaction } from 'discord.js'
import { z } from 'zod'
import type { ChangedPlace } from '../domain/contracts/generations.ts'
import { type ReceivedMessage, readMessage } from '../interactions/receivedMessage.ts'
import type { Log } from '../log.ts'

interface ClientListening {
  readonly onInteraction: (interaction: Interaction) => Promise<void>
  readonly onMessage: (message: ReceivedMessage) => Promise<void>
  readonly log: Log
}

/**
 * Joins the client's events to what we do about them. An `error` event without a listener would end the process; a handler
 * that fails, too.
 */
export function listenToClient(client: Client, { onInteraction, onMessage, log }: ClientListening): void {
  client.on(Events.InteractionCreate, (interaction) => {
    onInteraction(interaction).catch((error: unknown) => {
      log.error({ error, interactionId: interaction.id }, 'An interaction could not be handled')
    })
  })
  client.on(Events.Raw, (received: unknown) => {
    const message = readPacket(client, received)
    if (message === undefined) return
    onMessage(message).catch((error: unknown) => {
      log.error({ error, messageId: message.id }, 'A message could not be handled')
    })
  })
  client.on(Events.Error, (error) => log.error({ error }, 'The Discord client reported an error'))
}

/**
 * A message that addresses the bot, from the raw packet: discord.js is not let near messages, since it would build several
 * objects for each of them and forget the message that is replied to.
 */
function readPacket({ user, guilds, channels }: Client, received: unknown): ReceivedMessage | undefined {
  if (typeof received !== 'object' || received === null || user === null) return undefined
  const { t, d } = received as { readonly t?: unknown; readonly d?: unknown }
  const message = t === GatewayDispatchEvents.MessageCreate ? readMessage(d, user.id) : undefined
  const guild = message?.guildId === undefined ? undefined : guilds.cache.get(message.guildId)
  if (message === undefined || guild === undefined) return message
  const channel = channels.cache.get(message.channelId)
  const parentId = channel?.isThread() ? channel.parentId : null
  return {
    ...message,
    locale: guild.preferredLocale,
    ...(parentId !== null && { startedBy: { messageId: message.channelId, channelId: parentId } }),
  }
}

/** After these, places in the whole server may be open: its own roles and channels decide about threads as well. */
const guildEvents = new Set<string>([
  GatewayDispatchEvents.ChannelUpdate,
  GatewayDispatchEvents.GuildRoleCreate,
  GatewayDispatchEvents.GuildRoleUpdate,
  GatewayDispatchEvents.GuildRoleDelete,
  // Comes for the bot itself without the intent for members.
  GatewayDispatchEvents.GuildMemberUpdate,
  GatewayDispatchEvents.ThreadListSync,
])
const threadEvents = new Set<string>([
  GatewayDispatchEvents.ThreadCreate,
  GatewayDispatchEvents.ThreadUpdate,
  GatewayDispatchEvents.ThreadMembersUpdate,
])

const openingEvents = new Set<unknown>([
  GatewayDispatchEvents.Resumed,
  GatewayDispatchEvents.GuildCreate,
  ...guildEvents,
  ...threadEvents,
])

const packet = z.object({
  t: z.string(),
  d: z
    .object({
      id: z.string().optional(),
      guild_id: z.string().optional(),
      unavailable: z.boolean().optional(),
      thread_metadata: z.object({ archived: z.boolean().optional() }).nullish(),
    })
    .nullish(),
})

/**
 * Tells where a message that could not be reached may be reached again: the bot has joined a server, permissions have changed,
 * a thread is active again, or events were missed. Reads the raw packets, since discord.js keeps to itself what happens to
 * threads that it does not remember, archived ones among them.
 *
 * @see https://discord.com/developers/docs/events/gateway-events
 */
export function listenForReopening(client: Client, reopen: (place: ChangedPlace) => void): void {
  client.on(Events.Raw, (received: unknown) => {
    // Most packets are messages, where those are listened to.
    if (!openingEvents.has((received as { readonly t?: unknown } | undefined)?.t)) return
    const place = findChangedPlace(received)
    if (place !== undefined) reopen(place)
  })
}

/** The place that the packet tells of, or nothing. */
function findChangedPlace(received: unknown): ChangedPlace | undefined {
  const parsed = packet.safeParse(received)
  if (!parsed.success) return undefined
  const { t, d } = parsed.data
  if (t === GatewayDispatchEvents.Resumed) return {}
  if (d === undefined || d === null) return undefined
  if (t === GatewayDispatchEvents.GuildCreate) return d.unavailable === true ? undefined : findGuild(d.id)
  if (guildEvents.has(t)) return findGuild(d.guild_id) ?? findChannel(d.id)
  if (threadEvents.has(t) && d.thread_metadata?.archived !== true) return findChannel(d.id)
  return undefined
}

const findGuild = (guildId: string | undefined) => (guildId === undefined ? undefined : { guildId })
const findChannel = (channelId: string | undefined) => (channelId === undefined ? undefined : { channelId })
