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
 * is closed to us (Discord then answers with an empty list) or too long. The search begins at the id of the status message:
 * ids carry the time of Discord's clock, and ours may be another one. Throws what discord.js throws.
 *
 * @see https://discord.com/developers/docs/resources/message#get-channel-messages
 */
export async function findNotice(
  rest: Pick<RestCalls, 'get'>,
  origin: Origin,
  signal: AbortSignal,
): Promise<'found' | 'absent' | 'unknown'> {
  const { channelId, messageId } = origin
  if (messageId === undefined || !mayReadHistory(origin)) return 'unknown'
  let after = messageId
  for (let read = 0; read < pages; read += 1) {
    const query = new URLSearchParams({ limit: String(pageSize), after })
    const messages = page.parse(await rest.get(Routes.channelMessages(channelId), { query, signal }))
    if (messages.some((message) => isNotice(message, origin))) return 'found'
    if (messages.length < pageSize) return 'absent'
    after = findNewest(messages, after)
  }
  return 'unknown'
}

function isNotice(message: Listed, { applicationId, messageId, userId }: Origin): boolean {
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
