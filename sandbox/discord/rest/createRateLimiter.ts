import type { SandboxClock } from '../clock.ts'
import type { JsonObject } from '../json.ts'
import type { LimitName, RateLimits } from './rateLimits.ts'
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
