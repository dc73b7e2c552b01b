import { DiscordAPIError, RESTJSONErrorCodes } from 'discord.js'
import type { Clock } from '../../domain/clock.ts'
import type { ShowOutcome } from '../../domain/contracts/delivery.ts'
import type { Log } from '../../log.ts'
import { FilesUnreadable } from './editor.ts'
import type { MessageRoute } from './messageRoute.ts'
import { createOutages, type Outages, shortRetries } from './outages.ts'
import { describeRestError } from './rest.ts'

type UnshownReason = Extract<ShowOutcome, { shown: false }>['reason']

/** What a failed request means for the message. */
export type Problem =
  /** Discord says that the interaction's token has ended. */
  | 'tokenDead'
  | 'messageGone'
  /** The message stands where we may not reach it now: hidden, without the permission, in a server that left us out. */
  | 'noAccess'
  /** The message stands in an archived thread, which a new message reopens. */
  | 'archived'
  | 'blockedByAutoMod'
  /** The files did not go; the words may. */
  | 'uploadRefused'
  /** Discord will never take this body. */
  | 'refused'
  /** The bot's own token is not accepted. */
  | 'unauthorized'
  /** Another attempt may succeed. */
  | 'temporary'

const problemsByCode: Readonly<Record<number, Problem>> = {
  [RESTJSONErrorCodes.UnknownMessage]: 'messageGone',
  [RESTJSONErrorCodes.UnknownChannel]: 'noAccess',
  [RESTJSONErrorCodes.MissingAccess]: 'noAccess',
  [RESTJSONErrorCodes.MissingPermissions]: 'noAccess',
  [RESTJSONErrorCodes.InvalidActionOnArchivedThread]: 'archived',
  [RESTJSONErrorCodes.MaximumNumberOfEditsToMessagesOlderThanOneHourReached]: 'noAccess',
  [RESTJSONErrorCodes.MessageWasBlockedByAutomaticModeration]: 'blockedByAutoMod',
  [RESTJSONErrorCodes.MessageBlockedByHarmfulLinksFilter]: 'blockedByAutoMod',
  [RESTJSONErrorCodes.RequestEntityTooLarge]: 'uploadRefused',
  [RESTJSONErrorCodes.FileUploadedExceedsMaximumSize]: 'uploadRefused',
}

/**
 * What a failed request means for the message, by the code first and by the status where the code is unknown. Anything that
 * is not an answer of Discord itself is temporary: a 5xx, a timeout, a broken connection, and whatever a page of Cloudflare
 * or another proxy says in its place, whose 401, 403 or 404 tells nothing about the message.
 *
 * @see https://discord.com/developers/docs/topics/opcodes-and-status-codes
 */
export function classifyError(error: unknown, routeKind: 'token' | 'channel'): Problem {
  if (error instanceof FilesUnreadable) return 'uploadRefused'
  if (!(error instanceof DiscordAPIError)) return 'temporary'
  const { code, status } = error
  // A body is too large for a proxy as well as for Discord.
  if (!isDiscordsWord(error)) return status === 413 ? 'uploadRefused' : 'temporary'
  if (routeKind === 'token') {
    if (code === RESTJSONErrorCodes.InvalidWebhookToken || code === RESTJSONErrorCodes.UnknownWebhook)
      return 'tokenDead'
    // It does not speak of the token, and nothing else was to be authorized.
    if (status === 401) return 'temporary'
  }
  return problemsByCode[Number(code)] ?? classifyStatus(status)
}

/**
 * Discord refuses with a JSON body that has a number as its code and a message. discord.js makes the same error out of any
 * answer below 500: what is not JSON arrives as bytes, and its code is undefined.
 *
 * @see https://discord.com/developers/docs/reference#error-messages
 */
function isDiscordsWord(error: DiscordAPIError): boolean {
  return typeof error.code === 'number' && typeof (error.rawError as { message?: unknown }).message === 'string'
}

function classifyStatus(status: number): Problem {
  switch (status) {
    case 401:
      return 'unauthorized'
    case 403:
    case 404:
      return 'noAccess'
    case 408:
    case 429:
      return 'temporary'
    case 413:
      return 'uploadRefused'
    default:
      return 'refused'
  }
}

/** What follows a failed edit. */
export type Fallback =
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

export interface FailedEdit {
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
export function chooseFallback(problem: Problem, edit: FailedEdit): Fallback {
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

export interface EditFallbackDependencies {
  /** What the log says of the message. */
  readonly facts: Readonly<Record<string, string>>
  /** Discord calls the token ended. Returns whether the token is given up. */
  readonly onTokenRefused: (route: Extract<MessageRoute, { kind: 'token' }>) => boolean
  readonly clock: Pick<Clock, 'now'>
  readonly log: Log
}

/** What the failed edits of one message have taught, and how the next one is made because of them. */
export interface EditFallback {
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
