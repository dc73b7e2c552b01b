import { type Clock, hours, minutes, seconds } from '../../domain/clock.ts'
import type { AvoidedRoutes, MessageRoute } from './messageRoute.ts'

type Kind = MessageRoute['kind']

/** Before each further attempt after a 5xx, a timeout or a broken connection. */
const retryPauses = [seconds(1), seconds(4), seconds(15)]
/** Before those after that. */
const longRetryPause = minutes(2)
/** While a route is closed. Every refusal counts as an invalid request. */
const closedPauses = { first: minutes(1), longest: hours(1) }

/** How many failures in a row are borne by whoever can be tried again as a whole. */
export const shortRetries = retryPauses.length

/**
 * What went wrong with the edits of one message, and how long it is left alone for that. Nothing that is closed stays closed for
 * good, so the pauses grow and end.
 *
 * @see https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans
 */
export interface Outages {
  /** Temporary failures in a row. */
  readonly failures: number
  /** How often Discord said that there is no such message. */
  readonly timesGone: number
  fail(): void
  /** Discord said on this route that there is no such message. */
  lose(kind: Kind): void
  /** Discord let nobody through on this route. */
  close(kind: Kind): void
  isClosed(kind: Kind): boolean
  /** Where another route is better. */
  listAvoided(): AvoidedRoutes
  /** Milliseconds until this route may be tried again. */
  remaining(kind: Kind): number
  /** What was closed is open. */
  open(): void
  /** Nothing of it counts any more. */
  clear(): void
}

export function createOutages(clock: Pick<Clock, 'now'>): Outages {
  const closed = new Map<Kind, { readonly since: number; readonly pause: number }>()
  const lost: Kind[] = []
  let failedAt = Number.NEGATIVE_INFINITY
  let failures = 0
  let refusals = 0

  /** Never more than what is asked for, also when the clock was set back. */
  const untilOver = (since: number, pause: number) => Math.min(since + pause - clock.now(), pause)

  const untilOpen = (kind: Kind) => {
    const entry = closed.get(kind)
    return entry === undefined ? 0 : untilOver(entry.since, entry.pause)
  }
  const isClosed = (kind: Kind) => untilOpen(kind) > 0

  function open(): void {
    closed.clear()
    refusals = 0
  }

  function fail(): void {
    failures += 1
    failedAt = clock.now()
  }

  return {
    get failures() {
      return failures
    },
    get timesGone() {
      return lost.length
    },
    fail,
    lose(kind) {
      lost.push(kind)
      fail()
    },
    close(kind) {
      const pause = Math.min(closedPauses.longest, closedPauses.first * 2 ** refusals)
      closed.set(kind, { since: clock.now(), pause })
      refusals += 1
    },
    isClosed,
    listAvoided: () => new Set([...closed.keys()].filter(isClosed).concat(lost)),
    remaining(kind) {
      const pause = failures === 0 ? 0 : (retryPauses[failures - 1] ?? longRetryPause)
      return Math.max(0, untilOver(failedAt, pause), untilOpen(kind))
    },
    open,
    clear() {
      open()
      lost.length = 0
      failures = 0
    },
  }
}
