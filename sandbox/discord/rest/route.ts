import type { UploadedFile } from '../messages/createMessageStore.ts'
import type { LimitName } from './rateLimits.ts'

/** A request after it was parsed, allowed and counted. */
export interface Call {
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly body: unknown
  readonly uploads: readonly UploadedFile[]
}

export interface Reply {
  readonly status: number
  /** Without one nothing is sent, and no content type either. */
  readonly body?: unknown
}

export interface Route {
  readonly method: string
  /** `/channels/:channel/messages` */
  readonly path: string
  /** Interaction routes are allowed by the token in their path, and are not counted against the bot's global limit. */
  readonly access: 'bot' | 'interaction'
  readonly limit: LimitName | 'none'
  readonly handle: (call: Call) => Reply | Promise<Reply>
}

export const ok = (body: unknown): Reply => ({ status: 200, body })
export const noContent: Reply = { status: 204 }

export interface RouteMatch {
  readonly route: Route
  readonly params: Readonly<Record<string, string>>
}

export function matchRoute(routes: readonly Route[], method: string, path: string): RouteMatch | undefined {
  const given = path.split('/')
  for (const route of routes) {
    if (route.method !== method) continue
    const params = matchSegments(route.path.split('/'), given)
    if (params !== undefined) return { route, params }
  }
  return undefined
}

function matchSegments(pattern: readonly string[], given: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== given.length) return undefined
  const params: Record<string, string> = {}
  for (const [index, segment] of pattern.entries()) {
    const value = decodeURIComponent(given[index] ?? '')
    if (segment.startsWith(':')) params[segment.slice(1)] = value
    else if (segment !== value) return undefined
  }
  return params
}

/** A parameter that the route's path is known to have. */
export function param({ params }: Pick<Call, 'params'>, name: string): string {
  return params[name] ?? ''
}
