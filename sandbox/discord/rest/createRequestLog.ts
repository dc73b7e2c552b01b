import type { IncomingMessage } from 'node:http'
import type { SandboxClock } from '../clock.ts'
import { isObject } from '../json.ts'
import type { FormError } from '../validation/formError.ts'
import type { RequestBody } from './readBody.ts'
import type { RecordedRequest, Violation } from './recordedRequest.ts'
import type { Reply, RouteMatch } from './route.ts'

export interface RequestLog {
  readonly requests: readonly RecordedRequest[]
  readonly unknownRoutes: readonly string[]
  readonly violations: readonly Violation[]
  readonly rateLimited: number
  /** What went wrong in the sandbox itself. */
  readonly defects: readonly unknown[]
  begin(request: IncomingMessage, path: string, match: RouteMatch | undefined, body: RequestBody): RecordedRequest
  end(recorded: RecordedRequest, reply: Reply): void
  addDefect(error: unknown): void
  /** How many requests a fault keeps waiting just now. */
  readonly held: number
  /** Counts a request that waits; the returned function ends that. */
  hold(): () => void
}

/** Codes that mean: this body can never be right. */
const bodyCodes = [50006, 50035, 50109]

export function createRequestLog({ clock }: { clock: Pick<SandboxClock, 'now'> }): RequestLog {
  const requests: RecordedRequest[] = []
  const unknownRoutes: string[] = []
  const violations: Violation[] = []
  const defects: unknown[] = []
  const holds = new Set<symbol>()
  let rateLimited = 0
  return {
    requests,
    unknownRoutes,
    violations,
    defects,
    addDefect: (error) => defects.push(error),
    get held() {
      return holds.size
    },
    hold() {
      const hold = Symbol('hold')
      holds.add(hold)
      return () => holds.delete(hold)
    },
    get rateLimited() {
      return rateLimited
    },
    begin(request, path, match, body) {
      const { searchParams } = new URL(request.url ?? '/', 'http://localhost')
      const recorded: RecordedRequest = {
        method: request.method ?? '',
        path: decodeURIComponent(path),
        query: Object.fromEntries(searchParams),
        route: match === undefined ? undefined : `${match.route.method} ${match.route.path}`,
        body: body.json,
        files: body.uploads.map(({ filename, bytes, contentType }) => ({
          name: filename,
          size: bytes.length,
          contentType,
        })),
        hasAuthorization: request.headers.authorization !== undefined,
        at: clock.now(),
        status: 0,
      }
      requests.push(recorded)
      if (match === undefined) unknownRoutes.push(`${recorded.method} ${recorded.path}`)
      return recorded
    },
    end(recorded, reply) {
      recorded.status = reply.status
      if (reply.status === 429) rateLimited += 1
      if (reply.status < 400 || !isObject(reply.body) || typeof reply.body.code !== 'number') return
      recorded.code = reply.body.code
      if (!bodyCodes.includes(recorded.code)) return
      const errors = flattenFormErrors(reply.body.errors)
      violations.push({ route: recorded.route ?? recorded.path, code: recorded.code, errors, body: recorded.body })
    },
  }
}

function flattenFormErrors(nested: unknown, path: readonly string[] = []): FormError[] {
  if (!isObject(nested)) return []
  return Object.entries(nested).flatMap(([key, inner]) =>
    key === '_errors' && Array.isArray(inner)
      ? inner.map((error) => ({ path, code: String(error.code), message: String(error.message) }))
      : flattenFormErrors(inner, [...path, key]),
  )
}
