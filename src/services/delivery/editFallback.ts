import { type Clock, hours, minutes, seconds } from '../../domain/clock.ts'
import type { ShowOutcome } from '../../domain/contracts/delivery.ts'
import type { Log } from '../../log.ts'
import type { AvoidedRoutes, MessageRoute } from './messageRoute.ts'
import { classifyError, describeRestError, type Problem } from './rest.ts'

type UnshownReason = Extract<ShowOutcome, { shown: false }>['reason']

/** What follows a failed edit. */
type Fallback =
  /** At once, by another route: this token has ended. */
  | { readonly kind: 'otherRoute' }
  /** By another route if there is one; this one is closed for now. */
  | { readonly kind: 'closed' }
  /** At once, with the video as a link. */
  | { readonly kind: 'asLink' }
  /** At once, without the echoed prompt. */
  | { readonly kind: 'withoutPrompt' }
  /** The same after a pause, and from now on possibly with the video as a link. */
  | { readonly kind: 'later'; readonly asLink: boolean }
  | { readonly kind: 'end'; readonly reason: UnshownReason }

interface FailedEdit {
  readonly isUpload: boolean
  readonly withPrompt: boolean
  /** How often Discord said that there is no such message, this time included. */
  readonly timesGone: number
  /** Temporary failures in a row, this one included. */
  readonly failures: number
  /** How many of them are borne. */
  readonly patience: number
}

/** A video that could not be sent so often goes as a link: the upload itself may be what takes too long. */
const uploadAttempts = 2

/** A message counts as deleted when Discord has said so twice: right after an answer it may not know its own message yet. */
const goneAnswers = 2

/** Decides what is tried after a failed edit: for each problem the first of its rows that fits. */
function chooseFallback(problem: Problem, edit: FailedEdit): Fallback {
  const { isUpload, withPrompt, timesGone, failures, patience } = edit
  switch (problem) {
    case 'tokenDead':
      return { kind: 'otherRoute' }
    case 'messageGone':
      if (timesGone < goneAnswers) return { kind: 'later', asLink: false }
      return { kind: 'end', reason: 'messageGone' }
    case 'noAccess':
      // Discord answers the same where only attaching is forbidden.
      if (isUpload) return { kind: 'asLink' }
      return { kind: 'closed' }
    case 'archived':
      return { kind: 'end', reason: 'archived' }
    case 'blockedByAutoMod':
      if (withPrompt) return { kind: 'withoutPrompt' }
      return { kind: 'end', reason: 'refused' }
    case 'uploadRefused':
      if (isUpload) return { kind: 'asLink' }
      return { kind: 'end', reason: 'refused' }
    case 'refused':
      return { kind: 'end', reason: 'refused' }
    case 'unauthorized':
      return { kind: 'end', reason: 'failed' }
    case 'temporary':
      if (failures <= patience) return { kind: 'later', asLink: isUpload && failures >= uploadAttempts }
      return { kind: 'end', reason: 'failed' }
  }
}

type Kind = MessageRoute['kind']

/** Before each further attempt after a 5xx, a timeout or a broken connection. */
const retryPauses = [seconds(1), seconds(4), seconds(15)]
/** Before those after that. */
const longRetryPause = minutes(2)
/** While a route is closed. Every refusal counts as an invalid request. */
const closedPauses = { first: minutes(1), longest: hours(1) }

/** How many failures in a row are borne by whoever can be tried again as a whole. */
const shortRetries = retryPauses.length

/**
 * What went wrong with the edits of one message, and how long it is left alone for that. Nothing that is closed stays closed for
 * good, so the pauses grow and end.
 *
 * @see https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans
 */
interface Outages {
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

function createOutages(clock: Pick<Clock, 'now'>): Outages {
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

interface EditFallbackDependencies {
  /** What the log says of the message. */
  readonly facts: Readonly<Record<string, string>>
  /** Discord calls the token ended. Returns whether the token is given up. */
  readonly onTokenRefused: (route: Extract<MessageRoute, { kind: 'token' }>) => boolean
  readonly clock: Pick<Clock, 'now'>
  readonly log: Log
}

/** What the failed edits of one message have taught, and how the next one is made because of them. */
interface EditFallback {
  readonly outages: Outages
  readonly withPrompt: boolean
  readonly mayUpload: boolean
  /** Discord has said for certain that there is no such message. */
  readonly isGone: boolean
  /** Notes a failed edit. Returns why the message is given up for now; nothing where another attempt follows. */
  note(error: unknown, edit: { route: MessageRoute; isUpload: boolean; isLast: boolean }): UnshownReason | undefined
  /** What went wrong before says nothing about what comes. */
  forgive(): void
}

export function createEditFallback({ facts, onTokenRefused, clock, log }: EditFallbackDependencies): EditFallback {
  const outages = createOutages(clock)
  let withPrompt = true
  let mayUpload = true
  let isGone = false
  return {
    outages,
    get withPrompt() {
      return withPrompt
    },
    get mayUpload() {
      return mayUpload
    },
    get isGone() {
      return isGone
    },
    note(error, { route, isUpload, isLast }) {
      const problem = classifyError(error, route.kind)
      if (problem === 'messageGone') outages.lose(route.kind)
      if (problem === 'temporary') outages.fail()
      const fallback = chooseFallback(problem, {
        isUpload,
        withPrompt,
        timesGone: outages.timesGone,
        failures: outages.failures,
        // A last state is tried again as a whole; nobody else would try what comes before it.
        patience: isLast ? shortRetries : Number.POSITIVE_INFINITY,
      })
      const isGivenUp = fallback.kind === 'otherRoute' && route.kind === 'token' && onTokenRefused(route)
      const isClosed = fallback.kind === 'closed' || (fallback.kind === 'otherRoute' && !isGivenUp)
      if (isClosed) outages.close(route.kind)
      const isPausing = fallback.kind === 'later' || (isClosed && !isLast)
      const failed = {
        ...facts,
        route: route.kind,
        problem,
        ...describeRestError(error),
        ...(isPausing && { secondsUntilNext: Math.ceil(outages.remaining(route.kind) / 1_000) }),
      }
      const isOurFault = problem === 'refused' || problem === 'unauthorized'
      log[isOurFault ? 'error' : 'warn'](failed, 'An edit failed')
      if (fallback.kind === 'withoutPrompt') withPrompt = false
      if (fallback.kind === 'asLink' || (fallback.kind === 'later' && fallback.asLink)) mayUpload = false
      if (fallback.kind !== 'end') return undefined
      if (fallback.reason === 'messageGone') isGone = true
      if (fallback.reason === 'archived' && !isLast) {
        for (const kind of ['token', 'channel'] as const) outages.close(kind)
        return undefined
      }
      return fallback.reason
    },
    forgive() {
      outages.clear()
      isGone = false
    },
  }
}
