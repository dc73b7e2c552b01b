import { isObject, numberIn, textIn } from '../../../discord/json.ts'
import type { SentAction, ShownMessage } from '../../protocol.ts'
import { formatTime } from './formatTime.ts'

/** What stands in a conversation, from top to bottom. */
export type Entry =
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | {
      readonly kind: 'message'
      readonly key: string
      readonly message: ShownMessage
      /** Without a head of its own, since the one above is by the same author and recent. */
      readonly isGrouped: boolean
    }
  /** A command that was not answered yet, or never. */
  | { readonly kind: 'command'; readonly key: string; readonly sent: SentAction }

/** Discord begins a new head after this. */
const groupedWithin = 7 * 60 * 1_000

const reply = 19

/** @param timeZone the reader's own where absent */
export function listEntries(
  messages: readonly ShownMessage[],
  commands: readonly SentAction[],
  timeZone?: string,
): readonly Entry[] {
  const placed = [
    ...messages.map((message) => ({ at: message.createdAt, message })),
    ...commands.map((sent) => ({ at: sent.at, sent })),
  ].toSorted((one, other) => one.at - other.at)
  const entries: Entry[] = []
  let today = ''
  let above: ShownMessage | undefined
  for (const each of placed) {
    const day = formatTime(each.at, 'd', each.at, timeZone)
    if (day !== today) entries.push({ kind: 'day', key: `day-${day}`, at: each.at })
    if ('sent' in each) entries.push({ kind: 'command', key: `command-${each.sent.id}`, sent: each.sent })
    else {
      const isGrouped = day === today && above !== undefined && belongsTo(above, each.message)
      entries.push({ kind: 'message', key: each.message.id, message: each.message, isGrouped })
    }
    today = day
    above = 'sent' in each ? undefined : each.message
  }
  return entries
}

const authorOf = ({ body }: ShownMessage): string => (isObject(body.author) ? textIn(body.author.id) : '')

const hasOwnHead = ({ body, command }: ShownMessage): boolean => command !== undefined || numberIn(body.type) === reply

function belongsTo(above: ShownMessage, message: ShownMessage): boolean {
  return (
    authorOf(above) === authorOf(message) &&
    above.ephemeralFor === message.ephemeralFor &&
    !hasOwnHead(message) &&
    message.createdAt - above.createdAt < groupedWithin
  )
}
