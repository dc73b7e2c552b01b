import { Routes } from 'discord.js'
import { hasChannelRoute, hasPermission, permissionBits } from '../../domain/channelRoute.ts'
import type { Origin, RenewedToken } from '../../domain/origin.ts'

/** What Discord takes where no interaction says otherwise. @see https://discord.com/developers/docs/reference#uploading-files */
export const defaultUploadLimit = 10 * 1024 * 1024

/** How an existing message can be edited. `uploadLimit` in bytes; 0 where nothing may be attached. */
export type Route =
  | {
      readonly kind: 'token'
      readonly applicationId: string
      readonly token: RenewedToken
      readonly uploadLimit: number
    }
  | {
      readonly kind: 'channel'
      readonly channelId: string
      readonly messageId: string
      readonly uploadLimit: number
    }

/** The interaction's token while one lives, then the channel with the bot's own token, else nothing. */
export function chooseRoute(origin: Origin, token: RenewedToken | undefined): Route | undefined {
  const { applicationId, channelId, messageId, uploadLimit } = origin
  if (token !== undefined) return { kind: 'token', applicationId, token, uploadLimit }
  if (messageId === undefined || !hasChannelRoute(origin)) return undefined
  return { kind: 'channel', channelId, messageId, uploadLimit: mayAttach(origin) ? defaultUploadLimit : 0 }
}

/** Where the route leads. `@original` is the message that a deferred command or a click answers to. */
export function findPath(route: Route): `/${string}` {
  return route.kind === 'token'
    ? Routes.webhookMessage(route.applicationId, route.token.token)
    : Routes.channelMessage(route.channelId, route.messageId)
}

function mayAttach(origin: Origin): boolean {
  return origin.context === 1 || hasPermission(origin, permissionBits.attachFiles)
}
