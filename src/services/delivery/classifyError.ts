import { DiscordAPIError, RESTJSONErrorCodes } from 'discord.js'
import { FilesUnreadable } from './loadFiles.ts'

export type Problem =
  /** The interaction's token has ended. */
  | 'tokenDead'
  | 'messageGone'
  /** The message stands where we may not reach it: hidden, archived or without the permission. */
  | 'noAccess'
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
  [RESTJSONErrorCodes.InvalidActionOnArchivedThread]: 'noAccess',
  [RESTJSONErrorCodes.MaximumNumberOfEditsToMessagesOlderThanOneHourReached]: 'noAccess',
  [RESTJSONErrorCodes.MessageWasBlockedByAutomaticModeration]: 'blockedByAutoMod',
  [RESTJSONErrorCodes.MessageBlockedByHarmfulLinksFilter]: 'blockedByAutoMod',
  [RESTJSONErrorCodes.RequestEntityTooLarge]: 'uploadRefused',
  [RESTJSONErrorCodes.FileUploadedExceedsMaximumSize]: 'uploadRefused',
}

/**
 * What a failed request means for the message, by the code first and by the status where the code is unknown. Anything that
 * is not an answer of Discord (a 5xx, a timeout, a broken connection) is temporary.
 *
 * @see https://discord.com/developers/docs/topics/opcodes-and-status-codes
 */
export function classifyError(error: unknown, routeKind: 'token' | 'channel'): Problem {
  if (error instanceof FilesUnreadable) return 'uploadRefused'
  if (!(error instanceof DiscordAPIError)) return 'temporary'
  const { code, status } = error
  if (routeKind === 'token' && isTokenDead(code, status)) return 'tokenDead'
  return problemsByCode[Number(code)] ?? classifyStatus(status)
}

function isTokenDead(code: string | number, status: number): boolean {
  const isDeadCode = code === RESTJSONErrorCodes.InvalidWebhookToken || code === RESTJSONErrorCodes.UnknownWebhook
  return isDeadCode || status === 401
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
