import type { JsonObject } from './json.ts'
import { type FormError, nestFormErrors } from './validation/formError.ts'

/** A refusal in Discord's own words. @see https://discord.com/developers/docs/topics/opcodes-and-status-codes */
export class ApiError extends Error {
  readonly status: number
  readonly code: number
  readonly formErrors: readonly FormError[]

  constructor(status: number, code: number, message: string, formErrors: readonly FormError[] = []) {
    super(message)
    this.name = `ApiError[${code}]`
    this.status = status
    this.code = code
    this.formErrors = formErrors
  }

  get body(): JsonObject {
    const body: JsonObject = { message: this.message, code: this.code }
    if (this.formErrors.length > 0) body.errors = nestFormErrors(this.formErrors)
    return body
  }
}

export const invalidFormBody = (errors: readonly FormError[]) => new ApiError(400, 50035, 'Invalid Form Body', errors)

export const apiErrors = {
  unauthorized: () => new ApiError(401, 0, '401: Unauthorized'),
  unknownRoute: () => new ApiError(404, 0, '404: Not Found'),
  unknownChannel: () => new ApiError(404, 10003, 'Unknown Channel'),
  unknownGuild: () => new ApiError(404, 10004, 'Unknown Guild'),
  unknownMessage: () => new ApiError(404, 10008, 'Unknown Message'),
  unknownUser: () => new ApiError(404, 10013, 'Unknown User'),
  unknownWebhook: () => new ApiError(404, 10015, 'Unknown Webhook'),
  unknownInteraction: () => new ApiError(404, 10062, 'Unknown interaction'),
  unknownApplication: () => new ApiError(404, 10002, 'Unknown Application'),
  tooManyCommandCreates: () =>
    new ApiError(400, 30034, 'Max number of daily application command creates has been reached (200)'),
  tooLarge: () => new ApiError(413, 40005, 'Request entity too large'),
  alreadyAcknowledged: () => new ApiError(400, 40060, 'Interaction has already been acknowledged.'),
  // The HTTP status of 40094 is an assumption: the documentation gives the code alone.
  tooManyFollowUps: () => new ApiError(400, 40094, 'You have reached the maximum number of follow up messages.'),
  missingAccess: () => new ApiError(403, 50001, 'Missing Access'),
  foreignMessage: () => new ApiError(403, 50005, 'Cannot edit a message authored by another user'),
  emptyMessage: () => new ApiError(400, 50006, 'Cannot send an empty message'),
  cannotSendToUser: () => new ApiError(403, 50007, 'Cannot send messages to this user'),
  missingPermissions: () => new ApiError(403, 50013, 'Missing Permissions'),
  wrongChannelType: () => new ApiError(400, 50024, 'Cannot execute action on this channel type'),
  invalidWebhookToken: () => new ApiError(401, 50027, 'Invalid Webhook Token'),
  archivedThread: () => new ApiError(400, 50083, 'Thread is archived'),
  invalidJson: () => new ApiError(400, 50109, 'The request body contains invalid JSON.'),
  noMutualGuilds: () => new ApiError(403, 50278, 'Cannot send messages to this user due to having no mutual guilds'),
  noHistoryPermission: () => new ApiError(400, 160002, 'Cannot reply without permission to read message history'),
  threadExists: () => new ApiError(400, 160004, 'A thread has already been created for this message'),
  blockedByAutoMod: () => new ApiError(400, 200000, 'Message was blocked by automatic moderation'),
  internal: () => new ApiError(500, 0, '500: Internal Server Error'),
} as const
