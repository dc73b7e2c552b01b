import { DiscordAPIError, REST, RESTJSONErrorCodes, type RESTOptions } from 'discord.js'
import { z } from 'zod'
import { minutes } from '../../domain/clock.ts'
import { codesOfRefusedReplies } from '../../domain/origin.ts'

/** The calls of discord.js' REST manager that delivery makes. */
export type RestCalls = Pick<REST, 'get' | 'patch' | 'post' | 'delete'>

interface RestOptions {
  readonly token: string
  /** The base without version and trailing slash: `https://discord.com/api`. */
  readonly apiUrl: string
  /** How often discord.js repeats a call after a 5xx or a timeout, at once and whatever the method. */
  readonly retries: number
  /** The network call; that of discord.js unless given. */
  readonly makeRequest?: RESTOptions['makeRequest']
}

/** A REST manager of discord.js. Its timeout covers the upload of a video, for which the usual 15 s are too short. */
export function createRest({ token, apiUrl, retries, makeRequest }: RestOptions): REST {
  return new REST({
    version: '10',
    api: apiUrl,
    retries,
    timeout: minutes(2),
    ...(makeRequest !== undefined && { makeRequest }),
  }).setToken(token)
}

/** Something in between answered in Discord's place. */
class UnexpectedAnswer extends Error {
  constructor() {
    super('The answer is not one of Discord')
    this.name = 'UnexpectedAnswer'
  }
}

const message = z.looseObject({ id: z.string() })

/** The answer, if it is a message as Discord answers it; a page of a proxy with status 200 is not. Throws UnexpectedAnswer. */
export function expectMessage(answer: unknown): unknown {
  if (!message.safeParse(answer).success) throw new UnexpectedAnswer()
  return answer
}

/** The answer to a deletion is empty; a page of a proxy with status 200 is not. Throws UnexpectedAnswer. */
export function expectNothing(answer: unknown): void {
  if (!(answer instanceof ArrayBuffer && answer.byteLength === 0)) throw new UnexpectedAnswer()
}

/** What may be logged of an error of discord.js: its address and its body hold interaction tokens and prompts. */
interface ErrorFacts {
  readonly error: string
  readonly code?: string | number
  readonly status?: number
}

export function describeRestError(error: unknown): ErrorFacts {
  if (!(error instanceof Error)) return { error: typeof error }
  const { code, status } = error as Error & { code?: unknown; status?: unknown }
  return {
    // A RateLimitError has its route in its name, and with it possibly a token.
    error: error.name.replace(/\[.*/s, ''),
    ...((typeof code === 'string' || typeof code === 'number') && { code }),
    ...(typeof status === 'number' && { status }),
  }
}

/** A kept file is gone or cannot be read. */
export class FilesUnreadable extends Error {
  constructor(options?: ErrorOptions) {
    super('A kept file could not be read', options)
    this.name = 'FilesUnreadable'
  }
}

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

/** Whether a message was refused because it was to be a reply; as an ordinary one it may be taken. */
export function refusesReply(error: unknown): boolean {
  return error instanceof DiscordAPIError && codesOfRefusedReplies.includes(Number(error.code))
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
