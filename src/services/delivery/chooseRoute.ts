import { Routes } from 'discord.js'
import { hasChannelRoute, hasPermission, permissionBits } from '../../domain/channelRoute.ts'
import { defaultUploadLimit, type Origin } from '../../domain/origin.ts'
import type { FoundToken } from './createTokens.ts'

/** How an existing message can be edited. `uploadLimit` in bytes; 0 where nothing may be attached. */
export type Route =
  | {
      readonly kind: 'token'
      readonly applicationId: string
      readonly token: string
      /** The token has ended by our clock. */
      readonly isOverdue: boolean
      readonly uploadLimit: number
    }
  | {
      readonly kind: 'channel'
      readonly channelId: string
      readonly messageId: string
      readonly uploadLimit: number
    }

/** The kinds of route that were refused just now: used only where there is no other. */
export type AvoidedRoutes = ReadonlySet<Route['kind']>

const noneAvoided: AvoidedRoutes = new Set()

/**
 * The interaction's token while it lives by our clock, then the channel with the bot's own token, then a token that should have
 * ended, since only Discord knows whether it has; else nothing.
 */
export function chooseRoute(
  origin: Origin,
  token: FoundToken | undefined,
  avoided: AvoidedRoutes = noneAvoided,
): Route | undefined {
  const { applicationId, uploadLimit } = origin
  const byToken: Route[] =
    token === undefined
      ? []
      : [{ kind: 'token', applicationId, token: token.token, isOverdue: token.isOverdue, uploadLimit }]
  const routes =
    token?.isOverdue === true ? [...listByChannel(origin), ...byToken] : [...byToken, ...listByChannel(origin)]
  return routes.find(({ kind }) => !avoided.has(kind)) ?? routes[0]
}

function listByChannel(origin: Origin): Route[] {
  const { channelId, messageId } = origin
  if (messageId === undefined || !hasChannelRoute(origin)) return []
  return [{ kind: 'channel', channelId, messageId, uploadLimit: mayAttach(origin) ? defaultUploadLimit : 0 }]
}

/** Where the route leads. `@original` is the message that a deferred command or a click answers to. */
export function findPath(route: Route): `/${string}` {
  return route.kind === 'token'
    ? Routes.webhookMessage(route.applicationId, route.token)
    : Routes.channelMessage(route.channelId, route.messageId)
}

function mayAttach(origin: Origin): boolean {
  return origin.context === 1 || hasPermission(origin, permissionBits.attachFiles)
}
