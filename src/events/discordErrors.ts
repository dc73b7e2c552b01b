import { DiscordAPIError, RESTJSONErrorCodes } from 'discord.js'

/** Whether Discord refused with this code. @see https://discord.com/developers/docs/topics/opcodes-and-status-codes */
export function hasCode(error: unknown, ...codes: readonly RESTJSONErrorCodes[]): boolean {
  return error instanceof DiscordAPIError && (codes as readonly (string | number)[]).includes(error.code)
}

/** No verdict on this request: answered before, or too late although an earlier attempt may have been in time. */
const uncertainCodes = [RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged, RESTJSONErrorCodes.UnknownInteraction]
const uncertainStatuses: readonly number[] = [401, 408, 429]

/** Whether Discord said no for good, in its own words. A page of Cloudflare's has a status as well, but no code. */
export function isRefused(error: unknown): boolean {
  return (
    error instanceof DiscordAPIError &&
    typeof error.code === 'number' &&
    error.code > 0 &&
    !hasCode(error, ...uncertainCodes) &&
    !uncertainStatuses.includes(error.status)
  )
}

const connectFailures = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']

/** Whether the request certainly never left this machine: there was no connection. */
export function wasNeverSent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && connectFailures.includes(String(error.code))
}
