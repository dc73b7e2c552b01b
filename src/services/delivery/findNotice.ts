import { Routes } from 'discord.js'
import { z } from 'zod'
import { hasPermission, permissionBits } from '../../domain/channelRoute.ts'
import type { Origin } from '../../domain/origin.ts'
import type { RestCalls } from './restCalls.ts'

/** The most that Discord gives at once. */
const pageSize = 100
const pages = 20

const page = z.array(
  z.object({
    id: z.string(),
    author: z.object({ id: z.string() }).nullish(),
    application_id: z.string().nullish(),
    message_reference: z.object({ message_id: z.string().nullish() }).nullish(),
    mentions: z.array(z.object({ id: z.string() })).nullish(),
  }),
)

type Listed = z.infer<typeof page>[number]

/**
 * Whether a notice of ours stands in the channel below the status message, as far as can be read: `unknown` where the history
 * is closed to us or too long. The search begins at the id of the status message: ids carry the time of Discord's clock, and
 * ours may be another one. Throws what discord.js throws.
 *
 * Without the permission Discord answers with an empty list, and the permission that came with the interaction may have been
 * taken back: only a list with something in it proves that the history can be read. The status message is in it.
 *
 * @see https://discord.com/developers/docs/resources/message#get-channel-messages
 */
export async function findNotice(
  rest: Pick<RestCalls, 'get'>,
  origin: Origin,
  signal: AbortSignal,
): Promise<'found' | 'absent' | 'unknown'> {
  const { messageId } = origin
  if (messageId === undefined || !mayReadHistory(origin)) return 'unknown'
  const list = async (query: Record<string, string>) => {
    const path = Routes.channelMessages(origin.channelId)
    return page.parse(await rest.get(path, { query: new URLSearchParams(query), signal }))
  }
  let after = (BigInt(messageId) - 1n).toString()
  let isReadable = false
  for (let read = 0; read < pages; read += 1) {
    const messages = await list({ limit: String(pageSize), after })
    if (messages.some((message) => isNotice(message, origin))) return 'found'
    isReadable ||= messages.length > 0
    if (messages.length < pageSize) return isReadable || (await list({ limit: '1' })).length > 0 ? 'absent' : 'unknown'
    after = findNewest(messages, after)
  }
  return 'unknown'
}

function isNotice(message: Listed, { applicationId, messageId, userId }: Origin): boolean {
  if (message.id === messageId) return false
  if (message.author?.id !== applicationId && message.application_id !== applicationId) return false
  const repliesTo = message.message_reference?.message_id
  // A notice about a deleted message is no reply any more; another one for the same owner is told apart by nothing.
  if (repliesTo === undefined || repliesTo === null) return message.mentions?.some(({ id }) => id === userId) === true
  return repliesTo === messageId
}

export function mayReadHistory(origin: Pick<Origin, 'context' | 'permissions'>): boolean {
  return origin.context === 1 || hasPermission(origin, permissionBits.readMessageHistory)
}

function findNewest(messages: readonly { readonly id: string }[], after: string): string {
  return messages.reduce((newest, { id }) => (BigInt(id) > BigInt(newest) ? id : newest), after)
}
