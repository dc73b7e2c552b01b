import { isObject } from '../../discord/json.ts'
import type { Place, ShownMessage } from '../protocol.ts'

export interface Unread {
  readonly isUnread: boolean
  /** The number in the red badge. */
  readonly pings: number
}

/**
 * What is new for somebody in a place. In a direct conversation everything pings, as in Discord; what only they see and
 * what they wrote themselves is never new.
 *
 * @param messages what the person sees there
 * @param seen the id of the last one that they have looked at
 */
export function countUnread(
  messages: readonly ShownMessage[],
  seen: string | undefined,
  personId: string,
  kind: Place['kind'],
): Unread {
  const fresh = messages.filter(
    ({ id, ephemeralFor, body }) =>
      (seen === undefined || isLater(id, seen)) && ephemeralFor === undefined && authorOf(body) !== personId,
  )
  const pinging = fresh.filter(
    ({ pings }) => kind === 'direct' || pings.includes(personId) || pings.includes('everyone'),
  )
  return { isUnread: fresh.length > 0, pings: pinging.length }
}

/** Snowflakes grow with time, and are too long for numbers. */
const isLater = (id: string, other: string): boolean =>
  id.length === other.length ? id > other : id.length > other.length

const authorOf = (body: ShownMessage['body']): unknown => (isObject(body.author) ? body.author.id : undefined)
