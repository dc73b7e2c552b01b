import type { IncomingMessage } from 'node:http'
import type { SandboxClock } from '../../clock.ts'
import { isObject } from '../json.ts'
import type { FormError } from '../validation/formError.ts'
import type { Reply, RequestBody, RouteMatch } from './route.ts'

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

/** One request as it arrived. Tokens stand in `path` as they were sent: it is for tests to look for them. */
export interface RecordedRequest {
  readonly method: string
  /** Decoded, without the query. */
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  /** `POST /channels/:channel/messages`, or nothing where Discord has no such route. */
  readonly route: string | undefined
  /** The JSON body, or the `payload_json` of a multipart one. */
  readonly body: unknown
  readonly files: readonly { readonly name: string; readonly size: number; readonly contentType: string }[]
  readonly hasAuthorization: boolean
  readonly at: number
  /** 0 until it was answered, and for good where the connection was cut. */
  status: number
  /** Discord's error code, where it was refused. */
  code?: number
}

/** A body that Discord would have refused. */
export interface Violation {
  readonly route: string
  readonly code: number
  readonly errors: readonly FormError[]
  readonly body: unknown
}
