import { Routes, SnowflakeUtil } from 'discord.js'
import { z } from 'zod'
import { hasPermission, permissionBits } from '../../domain/channelRoute.ts'
import { minutes } from '../../domain/clock.ts'
import type { Origin } from '../../domain/origin.ts'
import type { RestCalls } from './restCalls.ts'

/** The most that Discord gives at once. */
const pageSize = 100
const pages = 5
/** Discord's clock and ours may differ. */
const clockDifference = minutes(1)

const page = z.array(
  z.object({
    id: z.string(),
    author: z.object({ id: z.string() }).nullish(),
    application_id: z.string().nullish(),
    message_reference: z.object({ message_id: z.string().nullish() }).nullish(),
  }),
)

/**
 * Whether a reply of ours to the status message stands in the channel since the given time, as far as can be read: `unknown`
 * where the history is closed to us (Discord then answers with an empty list) or too long. Throws what discord.js throws.
 *
 * @see https://discord.com/developers/docs/resources/message#get-channel-messages
 */
export async function findNotice(
  rest: Pick<RestCalls, 'get'>,
  origin: Origin,
  since: number,
): Promise<'found' | 'absent' | 'unknown'> {
  const { applicationId, channelId, messageId } = origin
  if (messageId === undefined || !mayReadHistory(origin)) return 'unknown'
  let after = SnowflakeUtil.generate({ timestamp: since - clockDifference }).toString()
  for (let read = 0; read < pages; read += 1) {
    const query = new URLSearchParams({ limit: String(pageSize), after })
    const messages = page.parse(await rest.get(Routes.channelMessages(channelId), { query }))
    const isNotice = (message: (typeof messages)[number]) =>
      message.message_reference?.message_id === messageId &&
      (message.author?.id === applicationId || message.application_id === applicationId)
    if (messages.some(isNotice)) return 'found'
    if (messages.length < pageSize) return 'absent'
    after = findNewest(messages, after)
  }
  return 'unknown'
}

export function mayReadHistory(origin: Pick<Origin, 'context' | 'permissions'>): boolean {
  return origin.context === 1 || hasPermission(origin, permissionBits.readMessageHistory)
}

function findNewest(messages: readonly { readonly id: string }[], after: string): string {
  return messages.reduce((newest, { id }) => (BigInt(id) > BigInt(newest) ? id : newest), after)
}
