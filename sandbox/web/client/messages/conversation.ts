import { isObject, numberIn, textIn } from '../../../discord/json.ts'
import type { Person, Place, Scene, SentAction, ShownMessage } from '../../protocol.ts'
import { formatTime } from './times.ts'

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

const authorIdOf = ({ body }: ShownMessage): string => (isObject(body.author) ? textIn(body.author.id) : '')

const hasOwnHead = ({ body, command }: ShownMessage): boolean => command !== undefined || numberIn(body.type) === reply

function belongsTo(above: ShownMessage, message: ShownMessage): boolean {
  return (
    authorIdOf(above) === authorIdOf(message) &&
    above.ephemeralFor === message.ephemeralFor &&
    !hasOwnHead(message) &&
    message.createdAt - above.createdAt < groupedWithin
  )
}

/** The commands of a person that wait for their first answer, or did not get one and were not dismissed. */
export function listOpenCommands(
  sent: readonly SentAction[],
  where: { readonly personId: string; readonly placeId: string; readonly dismissed: ReadonlySet<string> },
): readonly SentAction[] {
  return sent.filter(
    ({ id, kind, state, personId, placeId }) =>
      kind === 'command' &&
      state !== 'acknowledged' &&
      personId === where.personId &&
      placeId === where.placeId &&
      !where.dismissed.has(id),
  )
}

/** What became of the buttons and selects of a message that a person used. */
export interface Use {
  /** The one that was used and is not answered yet. */
  readonly waitingFor: string | undefined
  /** Whether the latest use was never answered. */
  readonly hasFailed: boolean
}

export function findUse(sent: readonly SentAction[], personId: string, messageId: string): Use {
  const latest = sent.findLast(
    (each) => each.kind === 'component' && each.personId === personId && each.messageId === messageId,
  )
  return {
    waitingFor: latest?.state === 'sent' ? latest.customId : undefined,
    hasFailed: latest?.state === 'didNotRespond',
  }
}

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

/** What can be done with a message. */
export interface Menu {
  /** The commands on messages that Discord offers here. */
  readonly apps: readonly string[]
  /** The commands on people that Discord offers here: on who wrote the message. */
  readonly authorApps: readonly string[]
  readonly canReply: boolean
  readonly canCopy: boolean
  readonly canDelete: boolean
  readonly canDismiss: boolean
}

const userCommand = 2
const messageCommand = 3

export function listMenu(
  message: ShownMessage,
  who: { readonly person: Person; readonly place: Place; readonly commands: Scene['commands'] },
): Menu {
  const { person, place, commands } = who
  const isEphemeral = message.ephemeralFor !== undefined
  const isOwn = isObject(message.body.author) && message.body.author.id === person.id
  const offered = place.offers[person.id] ?? []
  const listApps = (wanted: number) =>
    commands.filter(({ id, type }) => type === wanted && offered.includes(textIn(id))).map(({ name }) => textIn(name))
  const isOpenToAll = !isEphemeral && !message.isLoading
  return {
    apps: isOpenToAll ? listApps(messageCommand) : [],
    authorApps: isOpenToAll ? listApps(userCommand) : [],
    canReply: isOpenToAll,
    canCopy: !message.isLoading,
    canDelete: !isEphemeral && (isOwn || (person.mayModerate && place.kind !== 'direct')),
    canDismiss: isEphemeral,
  }
}
