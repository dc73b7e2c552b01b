import type { SandboxClock } from '../../../clock.ts'
import { apiErrors, invalidFormBody } from '../../apiError.ts'
import type { FaultBook } from '../../faults.ts'
import { permissions } from '../../flags.ts'
import { isObject, type JsonObject, objectsIn, textIn } from '../../json.ts'
import type { MessageStore } from '../../messages/createMessageStore.ts'
import { createNonces } from '../../messages/createNonces.ts'
import { describeForBot } from '../../messages/describeMessage.ts'
import { findPings, readText } from '../../messages/findPings.ts'
import type { MessageRecord, MessageReference } from '../../messages/messageRecord.ts'
import { prepareMessage } from '../../messages/prepareMessage.ts'
import { messageRules } from '../../validation/checkMessage.ts'
import { formError } from '../../validation/formError.ts'
import {
  assertPermission,
  type ChannelRecord,
  findVisibleChannel,
  findWritableChannel,
  may,
  type World,
} from '../../world/world.ts'
import { type Call, noContent, ok, param, type Route } from '../route.ts'

/** What the bot's own token may upload per file, whatever the guild's boosts: the smallest that was ever in force. */
const uploadLimit = 10 * 1024 * 1024

/** Messages by channel, with the bot's own token. @see https://discord.com/developers/docs/resources/message */
export function createMessageRoutes(dependencies: {
  world: World
  messages: MessageStore
  faults: FaultBook
  clock: Pick<SandboxClock, 'now'>
  reopenThread: (thread: ChannelRecord) => void
}): Route[] {
  const { world, messages, faults, clock, reopenThread } = dependencies
  const nonces = createNonces({ clock })
  const describe = (message: MessageRecord): JsonObject => describeForBot(message, world, messages)

  function findReference(body: JsonObject, channel: ChannelRecord): MessageReference | undefined {
    if (!isObject(body.message_reference)) return undefined
    assertPermission(channel, permissions.readMessageHistory, apiErrors.noHistoryPermission)
    const messageId = textIn(body.message_reference.message_id)
    const target = messages.find(channel.id, messageId)
    if (target !== undefined && target.ephemeralFor === undefined) return { channelId: channel.id, messageId }
    if (body.message_reference.fail_if_not_exists === false) return undefined
    const error = formError(['message_reference'], 'REPLIES_UNKNOWN_MESSAGE', 'Unknown message')
    throw invalidFormBody([error])
  }

  async function create(call: Call) {
    const channel = findWritableChannel(world, param(call, 'channel'), { files: call.uploads.length > 0 })
    const draft = { body: call.body, uploads: call.uploads, rules: messageRules.channelCreate, uploadLimit } as const
    const input = prepareMessage({ ...draft, route: 'channel' }, faults)
    const reference = findReference(input.body, channel)
    const repliedTo = reference && messages.find(channel.id, reference.messageId)?.authorId
    const text = readText(textIn(input.body.content), objectsIn(input.body.components))
    const pings = findPings(input.body, text, {
      fallback: 'everything',
      mayMentionEveryone: may(channel, permissions.mentionEveryone),
      repliedTo: repliedTo === world.application.id ? undefined : repliedTo,
      isKnownUser: (id) => world.users.has(id),
    })
    const post = () => messages.create({ ...input, channel, authorId: world.application.id, pings, reference })
    const message = await nonces.once(channel.id, input.body, post)
    if (channel.isArchived) reopenThread(channel)
    return ok(describe(message))
  }

  /** Ephemeral messages do not exist for the bot's own token. */
  function findMessage(call: Call, channel: ChannelRecord): MessageRecord {
    const message = messages.find(channel.id, param(call, 'message'))
    if (message === undefined || message.ephemeralFor !== undefined) throw apiErrors.unknownMessage()
    return message
  }

  async function edit(call: Call) {
    const channel = findVisibleChannel(world, param(call, 'channel'))
    const existing = findMessage(call, channel)
    if (existing.authorId !== world.application.id) throw apiErrors.foreignMessage()
    if (channel.isArchived) throw apiErrors.archivedThread()
    if (call.uploads.length > 0) assertPermission(channel, permissions.attachFiles, apiErrors.missingPermissions)
    const draft = { body: call.body, uploads: call.uploads, rules: messageRules.channelEdit, uploadLimit } as const
    await messages.edit(existing, prepareMessage({ ...draft, route: 'channel', existing }, faults))
    return ok(describe(existing))
  }

  function remove(call: Call) {
    const channel = findVisibleChannel(world, param(call, 'channel'))
    const message = findMessage(call, channel)
    const isOwn = message.authorId === world.application.id
    if (!isOwn) assertPermission(channel, permissions.manageMessages, apiErrors.missingPermissions)
    if (channel.isArchived) throw apiErrors.archivedThread()
    messages.delete(message)
    return noContent
  }

  function list(call: Call) {
    const channel = findVisibleChannel(world, param(call, 'channel'))
    const limit = Number(call.query.get('limit') ?? 50)
    if (!(limit >= 1 && limit <= 100)) {
      throw invalidFormBody([formError(['limit'], 'NUMBER_TYPE_RANGE', 'int value should be between 1 and 100.')])
    }
    if (!may(channel, permissions.readMessageHistory)) return ok([])
    const isListed = (each: MessageRecord) =>
      each.channelId === channel.id && !each.isDeleted && each.ephemeralFor === undefined
    return ok(selectMessages(messages.all.filter(isListed), call.query, limit).map(describe))
  }

  function get(call: Call) {
    const channel = findVisibleChannel(world, param(call, 'channel'))
    assertPermission(channel, permissions.readMessageHistory, apiErrors.missingAccess)
    return ok(describe(findMessage(call, channel)))
  }

  const all = '/channels/:channel/messages'
  const one = `${all}/:message`
  return [
    { method: 'POST', path: all, access: 'bot', limit: 'channelSend', handle: create },
    { method: 'GET', path: all, access: 'bot', limit: 'read', handle: list },
    { method: 'GET', path: one, access: 'bot', limit: 'read', handle: get },
    { method: 'PATCH', path: one, access: 'bot', limit: 'channelEdit', handle: edit },
    { method: 'DELETE', path: one, access: 'bot', limit: 'channelDelete', handle: remove },
  ]
}

/** Newest first. @see https://discord.com/developers/docs/resources/message#get-channel-messages */
function selectMessages(oldestFirst: readonly MessageRecord[], query: URLSearchParams, limit: number): MessageRecord[] {
  const [before, after, around] = ['before', 'after', 'around'].map((name) => query.get(name))
  const newestFirst = [...oldestFirst].reverse()
  const isOlder = (id: string) => (each: MessageRecord) => BigInt(each.id) < BigInt(id)
  if (around) {
    const older = newestFirst.filter(isOlder(around)).slice(0, Math.floor(limit / 2))
    const others = oldestFirst.filter((each) => !isOlder(around)(each)).slice(0, limit - older.length)
    return [...others.reverse(), ...older]
  }
  if (after)
    return oldestFirst
      .filter((each) => BigInt(each.id) > BigInt(after))
      .slice(0, limit)
      .reverse()
  return newestFirst.filter(before ? isOlder(before) : () => true).slice(0, limit)
}
