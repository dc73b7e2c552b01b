import type { IncomingMessage, ServerResponse } from 'node:http'
import type { SandboxClock } from '../../clock.ts'
import { ApiError, apiErrors } from '../apiError.ts'
import type { FaultBook, FaultEffect } from '../faults.ts'
import type { SandboxEmitter } from '../sandboxEvents.ts'
import type { InvalidRequestCounter, RateLimiter } from './rateLimits.ts'
import type { RecordedRequest, RequestLog } from './requestLog.ts'
import { matchRoute, type Reply, type RequestBody, type Route, type RouteMatch, readBody } from './route.ts'

interface FullReply extends Reply {
  readonly headers?: Readonly<Record<string, string>>
}

const base = '/api/v10'

/** Answers like https://discord.com/api/v10: count, allow, limit, handle; every step as strict as there. */
export function createRestHandler(dependencies: {
  token: string
  routes: readonly Route[]
  limiter: RateLimiter
  invalidRequests: InvalidRequestCounter
  faults: FaultBook
  log: RequestLog
  clock: SandboxClock
  emitter: Pick<SandboxEmitter, 'emit'>
}) {
  const { token, routes, limiter, invalidRequests, faults, log, clock, emitter } = dependencies

  async function answer(
    match: RouteMatch | undefined,
    body: RequestBody,
    request: IncomingMessage,
  ): Promise<FullReply> {
    if (invalidRequests.isBanned) return { status: 429, headers: { 'retry-after': '3600' }, body: 'error code: 1015' }
    if (match === undefined) throw apiErrors.unknownRoute()
    if (match.route.access === 'bot' && request.headers.authorization !== `Bot ${token}`) throw apiErrors.unauthorized()
    const { headers, refusal } = limiter.take(match)
    if (refusal !== undefined) return { status: 429, headers, body: refusal }
    const query = new URL(request.url ?? '/', 'http://localhost').searchParams
    const call = { params: match.params, query, body: body.json, uploads: body.uploads }
    try {
      return { ...(await match.route.handle(call)), headers }
    } catch (error) {
      return { ...describeError(error), headers }
    }
  }

  function describeError(error: unknown): Reply {
    const { status, body } = error instanceof ApiError ? error : describeDefect(error)
    return { status, body }
  }

  /** A defect of the sandbox must not look like one of Discord's own. */
  function describeDefect(error: unknown): ApiError {
    log.addDefect(error)
    return new ApiError(500, 0, 'Defect in the sandbox')
  }

  /** Nobody is kept waiting any more who hangs up. */
  async function delay(milliseconds: number, response: ServerResponse): Promise<void> {
    const release = log.hold()
    response.once('close', release)
    await new Promise<void>((resolve) => {
      clock.after(milliseconds, resolve)
    })
    release()
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const path = pathname.startsWith(`${base}/`) ? pathname.slice(base.length) : undefined
    const match = path === undefined ? undefined : matchRoute(routes, request.method ?? '', path)
    const { body, error } = await read(request)
    const recorded = log.begin(request, path ?? pathname, match, body)
    const fault = faults.take(recorded)
    if (fault?.kind === 'reset') return cut(response)
    if (fault?.kind === 'delay') await delay(fault.milliseconds, response)
    const reply = fault?.kind === 'answer' ? fault : await answerOrRefuse(match, body, error, request)
    if (fault?.kind === 'delayAnswer') await delay(fault.milliseconds, response)
    finish(recorded, reply, fault, response)
  }

  async function answerOrRefuse(
    match: RouteMatch | undefined,
    body: RequestBody,
    unreadable: unknown,
    request: IncomingMessage,
  ): Promise<FullReply> {
    if (unreadable !== undefined) return describeError(unreadable)
    try {
      return await answer(match, body, request)
    } catch (error) {
      return describeError(error)
    }
  }

  function finish(
    recorded: RecordedRequest,
    reply: FullReply,
    fault: FaultEffect | undefined,
    response: ServerResponse,
  ): void {
    if (fault?.kind !== 'answer') invalidRequests.count(reply.status)
    log.end(recorded, reply)
    emitter.emit({ kind: 'request', request: recorded })
    if (fault?.kind === 'loseAnswer') cut(response)
    else send(reply, response)
  }

  return (request: IncomingMessage, response: ServerResponse): void => {
    // Only a connection that was lost while its body was read ends here.
    handle(request, response).catch(() => cut(response))
  }
}

async function read(request: IncomingMessage): Promise<{ body: RequestBody; error?: unknown }> {
  try {
    return { body: await readBody(request) }
  } catch (error) {
    return { body: { json: undefined, uploads: [] }, error }
  }
}

function cut(response: ServerResponse): void {
  response.socket?.destroy()
}

/** A 204 carries no content type: discord.js would try to parse its empty body. */
function send(reply: FullReply, response: ServerResponse): void {
  if (reply.body === undefined) {
    response.writeHead(reply.status, reply.headers).end()
    return
  }
  const isText = typeof reply.body === 'string'
  const headers = { 'content-type': isText ? 'text/plain' : 'application/json', ...reply.headers }
  response.writeHead(reply.status, headers).end(isText ? reply.body : JSON.stringify(reply.body))
}
