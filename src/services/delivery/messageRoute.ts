import { Routes } from 'discord.js'
import { type Clock, days, seconds } from '../../domain/clock.ts'
import {
  defaultUploadLimit,
  hasChannelRoute,
  hasPermission,
  type Origin,
  permissionBits,
  type RenewedToken,
} from '../../domain/origin.ts'

/** How an existing message can be edited. `uploadLimit` in bytes; 0 where nothing may be attached. */
export type MessageRoute =
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
export type AvoidedRoutes = ReadonlySet<MessageRoute['kind']>

const noneAvoided: AvoidedRoutes = new Set()

/**
 * The interaction's token while it lives by our clock, then the channel with the bot's own token, then a token that should have
 * ended, since only Discord knows whether it has; else nothing.
 */
export function chooseRoute(
  origin: Origin,
  token: FoundToken | undefined,
  avoided: AvoidedRoutes = noneAvoided,
): MessageRoute | undefined {
  const { applicationId, uploadLimit } = origin
  const byToken: MessageRoute[] =
    token === undefined
      ? []
      : [{ kind: 'token', applicationId, token: token.token, isOverdue: token.isOverdue, uploadLimit }]
  const routes =
    token?.isOverdue === true ? [...listByChannel(origin), ...byToken] : [...byToken, ...listByChannel(origin)]
  return routes.find(({ kind }) => !avoided.has(kind)) ?? routes[0]
}

function listByChannel(origin: Origin): MessageRoute[] {
  const { channelId, messageId } = origin
  if (messageId === undefined || !hasChannelRoute(origin)) return []
  return [{ kind: 'channel', channelId, messageId, uploadLimit: mayAttach(origin) ? defaultUploadLimit : 0 }]
}

function mayAttach(origin: Origin): boolean {
  return origin.context === 1 || hasPermission(origin, permissionBits.attachFiles)
}

/** Where the route leads. `@original` is the message that a deferred command or a click answers to. */
export function findPath(route: MessageRoute): `/${string}` {
  return route.kind === 'token'
    ? Routes.webhookMessage(route.applicationId, route.token)
    : Routes.channelMessage(route.channelId, route.messageId)
}

/** A request on its way must arrive before the token ends. */
const margin = seconds(30)

/** Longer than anything waits to be shown, and than clocks are usually put right by. */
const remembered = days(8)

interface FoundToken extends RenewedToken {
  /** Has ended by our clock. The clock may have been put right meanwhile, so that only Discord knows. */
  readonly isOverdue: boolean
}

/** Which interaction tokens still work. */
export interface Tokens {
  renew(generationId: string, renewed: RenewedToken): void
  /** The token that works the longest of those that Discord has not refused, or nothing. */
  find(generationId: string, origin: Pick<Origin, 'token' | 'tokenExpiresAt'>): FoundToken | undefined
  isDead(token: string): boolean
  /**
   * Discord says that it has ended. Believed at once where it should have, else when it is said again: a webhook that answered
   * 404 must not be called on and on, but such answers were seen within a token's life. Returns whether it is dead.
   *
   * @see https://github.com/discord/discord-api-docs/issues/6851
   */
  refuse(token: string, isOverdue: boolean): boolean
}

export function createTokens(clock: Pick<Clock, 'now'>): Tokens {
  const renewedTokens = new Map<string, RenewedToken & { readonly since: number }>()
  const refusedTokens = new Map<string, { readonly since: number; readonly isDead: boolean }>()

  function forgetOld(tokens: Map<string, { readonly since: number }>): void {
    for (const [key, { since }] of tokens) {
      if (clock.now() - since < remembered) return
      tokens.delete(key)
    }
  }

  const isDead = (token: string) => refusedTokens.get(token)?.isDead === true

  return {
    renew(generationId, { token, tokenExpiresAt }) {
      forgetOld(renewedTokens)
      renewedTokens.delete(generationId)
      renewedTokens.set(generationId, { token, tokenExpiresAt, since: clock.now() })
      // Refused before Discord had taken the answer that it belongs to, it works from then on.
      refusedTokens.delete(token)
    },
    find(generationId, { token, tokenExpiresAt }) {
      const renewed = renewedTokens.get(generationId)
      const known = renewed === undefined ? [] : [renewed]
      const [best] = [...known, { token, tokenExpiresAt }]
        .filter((each) => each.token !== '' && !isDead(each.token))
        .sort((one, other) => other.tokenExpiresAt - one.tokenExpiresAt)
      if (best === undefined) return undefined
      return {
        token: best.token,
        tokenExpiresAt: best.tokenExpiresAt,
        isOverdue: clock.now() >= best.tokenExpiresAt - margin,
      }
    },
    isDead,
    refuse(token, isOverdue) {
      forgetOld(refusedTokens)
      const isDead = isOverdue || refusedTokens.has(token)
      refusedTokens.set(token, { since: clock.now(), isDead })
      return isDead
    },
  }
}
