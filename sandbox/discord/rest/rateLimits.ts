import type { SandboxClock } from '../../clock.ts'
import type { JsonObject } from '../json.ts'
import type { RouteMatch } from './route.ts'

export interface LimitVerdict {
  readonly headers: Readonly<Record<string, string>>
  /** The body of the 429, where the request is refused. */
  readonly refusal?: JsonObject
}

export interface RateLimiter {
  take(match: RouteMatch): LimitVerdict
}

interface Window {
  left: number
  resetAt: number
}

/**
 * Fixed windows per bucket and major parameter (channel, or application with token), and one for all requests of the bot.
 * @see https://discord.com/developers/docs/topics/rate-limits
 */
export function createRateLimiter({ clock, limits }: { clock: Pick<SandboxClock, 'now'>; limits: RateLimits }) {
  const windows = new Map<string, Window>()

  function openWindow(name: LimitName | 'global', major: string): Window {
    const key = `${name} ${major}`
    const known = windows.get(key)
    if (known !== undefined && known.resetAt > clock.now()) return known
    const fresh = { left: limits[name].limit, resetAt: clock.now() + limits[name].milliseconds }
    windows.set(key, fresh)
    return fresh
  }

  function refuse(window: Window, isGlobal: boolean, headers: Record<string, string>): LimitVerdict {
    const seconds = Math.max(window.resetAt - clock.now(), 1) / 1_000
    return {
      headers: {
        ...headers,
        'retry-after': String(Math.ceil(seconds)),
        'x-ratelimit-scope': isGlobal ? 'global' : 'user',
        ...(isGlobal ? { 'x-ratelimit-global': 'true' } : {}),
      },
      refusal: { message: 'You are being rate limited.', retry_after: seconds, global: isGlobal },
    }
  }

  const limiter: RateLimiter = {
    take({ route, params }) {
      if (route.access === 'bot') {
        const global = openWindow('global', '')
        if (global.left <= 0) return refuse(global, true, {})
        global.left -= 1
      }
      if (route.limit === 'none') return { headers: {} }
      const window = openWindow(route.limit, findMajor(params))
      const isRefused = window.left <= 0
      window.left = Math.max(window.left - 1, 0)
      const { limit } = limits[route.limit]
      const headers = Number.isFinite(limit) ? describeWindow(route.limit, limit, window, clock.now()) : {}
      return isRefused ? refuse(window, false, headers) : { headers }
    },
  }
  return limiter
}

const findMajor = (params: Readonly<Record<string, string>>): string =>
  params.token === undefined ? (params.channel ?? params.guild ?? '') : `${params.application}/${params.token}`

function describeWindow(name: LimitName, limit: number, window: Window, now: number): Record<string, string> {
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(window.left),
    'x-ratelimit-reset': (window.resetAt / 1_000).toFixed(3),
    'x-ratelimit-reset-after': (Math.max(window.resetAt - now, 0) / 1_000).toFixed(3),
    'x-ratelimit-bucket': `sandbox-${name}`,
  }
}

export interface RateLimit {
  readonly limit: number
  readonly milliseconds: number
}

export type LimitName =
  | 'channelSend'
  | 'channelEdit'
  | 'channelDelete'
  | 'webhook'
  | 'read'
  | 'commands'
  | 'openDirect'
  | 'startThread'

export type RateLimits = Readonly<Record<LimitName | 'global', RateLimit>>

/**
 * Discord publishes only the global number; the others are what libraries and their users have measured. A program that
 * minds the headers need not know them.
 * @see https://discord.com/developers/docs/topics/rate-limits
 */
export const usualRateLimits: RateLimits = {
  channelSend: { limit: 5, milliseconds: 5_000 },
  channelEdit: { limit: 5, milliseconds: 5_000 },
  channelDelete: { limit: 5, milliseconds: 1_000 },
  webhook: { limit: 5, milliseconds: 2_000 },
  read: { limit: 100, milliseconds: 1_000 },
  commands: { limit: 5, milliseconds: 20_000 },
  openDirect: { limit: 10, milliseconds: 10_000 },
  startThread: { limit: 50, milliseconds: 300_000 },
  global: { limit: 50, milliseconds: 1_000 },
}

export interface InvalidRequestCounter {
  count(status: number): void
  /** In the last ten minutes. */
  readonly recent: number
  /** Whether Cloudflare has shut this address out. */
  readonly isBanned: boolean
}

const mostInvalidRequests = 10_000
const windowMilliseconds = 10 * 60 * 1_000

/** @see https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans */
export function createInvalidRequestCounter({ clock }: { clock: Pick<SandboxClock, 'now'> }): InvalidRequestCounter {
  let times: number[] = []
  const forget = () => {
    times = times.filter((time) => clock.now() - time < windowMilliseconds)
  }
  return {
    count(status) {
      if (![401, 403, 429].includes(status)) return
      forget()
      times.push(clock.now())
    },
    get recent() {
      forget()
      return times.length
    },
    get isBanned() {
      return times.length > mostInvalidRequests && this.recent > mostInvalidRequests
    },
  }
}
