import { DiscordAPIError, RESTJSONErrorCodes } from 'discord.js'
import { FilesUnreadable } from './loadFiles.ts'

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
export function isDiscordsWord(error: unknown): error is DiscordAPIError {
  if (!(error instanceof DiscordAPIError) || typeof error.code !== 'number') return false
  return typeof (error.rawError as { message?: unknown }).message === 'string'
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
