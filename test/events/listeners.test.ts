import { EventEmitter } from 'node:events'
import { type Client, Events } from 'discord.js'
import { expect, test } from 'vitest'
import type { ChangedPlace } from '../../src/domain/contracts/generations.ts'
import { listenForReopening, listenToClient } from '../../src/events/listeners.ts'
import { createLog } from '../../src/log.ts'

test('a handler that fails and an error of the client are lines in the log, and end nothing', async () => {
  const lines: { level: string; msg: string; interactionId?: string; messageId?: string }[] = []
  const client = Object.assign(new EventEmitter(), { user: { id: '1' }, guilds: { cache: new Map() } })
  listenToClient(client as unknown as Client, {
    onInteraction: async () => {
      throw new TypeError('x is not a function')
    },
    onMessage: async () => {
      throw new TypeError('x is not a function')
    },
    log: createLog({ level: 'debug', secrets: [], destination: { write: (line) => lines.push(JSON.parse(line)) } }),
  })
  client.emit(Events.InteractionCreate, { id: '1' })
  const message = { id: '2', channel_id: '5', type: 0, author: { id: '3' }, content: 'hello' }
  client.emit(Events.Raw, { t: 'MESSAGE_CREATE', d: message }, 0)
  client.emit(Events.Error, new Error('of the client'))
  await new Promise(setImmediate)
  expect(lines).toMatchObject([
    { level: 'error', msg: 'The Discord client reported an error' },
    { level: 'error', msg: 'An interaction could not be handled', interactionId: '1' },
    { level: 'error', msg: 'A message could not be handled', messageId: '2' },
  ])
})

const server = { guildId: 'guild' }
const channel = { channelId: 'channel' }

function hear(packet: unknown): ChangedPlace[] {
  const client = new EventEmitter()
  const places: ChangedPlace[] = []
  listenForReopening(client as unknown as Client, (place) => places.push(place))
  client.emit(Events.Raw, packet, 0)
  return places
}

test.each<[string, string, unknown, ChangedPlace]>([
  ['the bot joined a server, or the server is back', 'GUILD_CREATE', { id: 'guild', unavailable: false }, server],
  ['a channel changed, and its threads with it', 'CHANNEL_UPDATE', { id: 'channel', guild_id: 'guild' }, server],
  ['a direct conversation changed', 'CHANNEL_UPDATE', { id: 'channel' }, channel],
  ['a role changed', 'GUILD_ROLE_UPDATE', { guild_id: 'guild', role: { id: 'role' } }, server],
  ['a role came', 'GUILD_ROLE_CREATE', { guild_id: 'guild', role: { id: 'role' } }, server],
  ['a role went', 'GUILD_ROLE_DELETE', { guild_id: 'guild', role_id: 'role' }, server],
  ['the bot was given a role', 'GUILD_MEMBER_UPDATE', { guild_id: 'guild', roles: [] }, server],
  ['the bot was let into a channel with threads', 'THREAD_LIST_SYNC', { guild_id: 'guild', threads: [] }, server],
  ['a thread is active again', 'THREAD_UPDATE', { id: 'channel', thread_metadata: { archived: false } }, channel],
  ['the bot was let into a thread', 'THREAD_CREATE', { id: 'channel', guild_id: 'guild' }, channel],
  ['people were let into a thread', 'THREAD_MEMBERS_UPDATE', { id: 'channel', guild_id: 'guild' }, channel],
  ['events may have been missed', 'RESUMED', { _trace: [] }, {}],
])('%s', (_what, t, d, place) => {
  expect(hear({ op: 0, s: 1, t, d })).toStrictEqual([place])
})

test.each<[string, unknown]>([
  ['a server that is down', { t: 'GUILD_CREATE', d: { id: 'guild', unavailable: true } }],
  ['a thread that was archived', { t: 'THREAD_UPDATE', d: { id: 'channel', thread_metadata: { archived: true } } }],
  ['a message', { t: 'MESSAGE_CREATE', d: { id: 'message', guild_id: 'guild' } }],
  ['a packet without data', { t: 'CHANNEL_UPDATE', d: null }],
  ['a packet without a name', { t: null, d: { id: 'channel' } }],
  ['nonsense', { t: 'CHANNEL_UPDATE', d: { id: 7, guild_id: {} } }],
  ['nothing', undefined],
])('%s opens nothing', (_what, packet) => {
  expect(hear(packet)).toStrictEqual([])
})
