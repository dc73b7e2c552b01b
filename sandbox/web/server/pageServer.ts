import type { IncomingMessage, ServerResponse } from 'node:http'
import { type RunningServer, startServer } from '../../discord/startServer.ts'
import type { Action, Change, Outcome, Scene } from '../protocol.ts'
import { BadAction, type Uploads } from './actions.ts'
import { readAction } from './readAction.ts'
import { servePage } from './servePage.ts'

export interface PageServerOptions {
  /** Any free one by default. Where it is taken, the error of the system is thrown. */
  readonly port?: number | undefined
  /** Taken where it is free, and `port` is not given. */
  readonly preferredPort?: number | undefined
  /** The built page. */
  readonly pageDirectory: string
  readonly changes: ChangesSource
  readonly uploads: Pick<Uploads, 'add'>
  readonly perform: (action: Action) => Promise<Outcome>
  /** Where pictures and videos come from. */
  readonly mediaOrigins: readonly string[]
  /** A request that failed because of a defect here; the server goes on. */
  readonly onDefect: (error: unknown) => void
}

export interface PageServer {
  /** `http://127.0.0.1:4780` */
  readonly address: string
  close(): Promise<void>
}

const mostActionBytes = 1_000_000
/** Far more than Discord takes: its refusal is worth seeing, a full memory is not. */
const mostFileBytes = 100_000_000

/** Serves the page and everything that it asks, on loopback, to nobody else. */
export async function startPageServer(options: PageServerOptions): Promise<PageServer> {
  const { pageDirectory, changes, uploads, perform, mediaOrigins, onDefect } = options
  const running = await startAt(options)
  const port = Number(running.host.split(':')[1])
  const headers = createHeaders(mediaOrigins)

  async function act(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
      return sayText(response, 415, 'An action is sent as application/json.')
    }
    const bytes = await readBytes(request, mostActionBytes)
    if (bytes === undefined) return sayText(response, 413, 'The action is too large.')
    const reading = readAction(bytes.toString())
    if (!reading.ok) return sayText(response, 400, reading.problem)
    try {
      sayJson(response, await perform(reading.action))
    } catch (error) {
      if (!(error instanceof BadAction)) throw error
      sayText(response, 400, error.message)
    }
  }

  async function takeFile(request: IncomingMessage, name: string | null, response: ServerResponse): Promise<void> {
    if (name === null || name === '') return sayText(response, 400, 'A file needs a name: POST /files?name=boat.png.')
    const bytes = await readBytes(request, mostFileBytes)
    if (bytes === undefined) {
      return sayText(response, 413, `The demo takes files of up to ${mostFileBytes / 1_000_000} MB.`)
    }
    sayJson(response, { fileId: uploads.add({ name, bytes }) })
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    const problem = findGuardProblem(request, port)
    if (problem !== undefined) {
      request.resume()
      return sayText(response, problem.status, problem.problem)
    }
    const url = request.url ?? '/'
    const path = url.split('?')[0] ?? '/'
    const query = new URLSearchParams(url.slice(path.length))
    const what = `${request.method} ${path}`
    if (what === 'POST /actions') return act(request, response)
    if (what === 'POST /files') return takeFile(request, query.get('name'), response)
    if (what === 'GET /changes') return serveChanges(changes, response)
    if (request.method === 'GET' || request.method === 'HEAD') {
      return servePage(path, pageDirectory, response, { withBody: request.method === 'GET' })
    }
    request.resume()
    response.setHeader('allow', 'GET, HEAD')
    sayText(response, 405, 'This cannot be done here.')
  }

  running.server.on('request', (request, response) => {
    handle(request, response).catch((error: unknown) => {
      // A page that went away in the middle is no defect.
      if (request.destroyed && !request.complete) return
      onDefect(error)
      if (response.headersSent) response.destroy()
      else sayText(response, 500, 'The demo is broken here. Its other parts go on.')
    })
  })
  return { address: `http://${running.host}`, close: running.close }
}

function startAt({ port, preferredPort }: Pick<PageServerOptions, 'port' | 'preferredPort'>): Promise<RunningServer> {
  if (port !== undefined || preferredPort === undefined) return startServer(port ?? 0)
  return startServer(preferredPort).catch(() => startServer(0))
}

/** Only what comes from here may run. @see https://developer.mozilla.org/docs/Web/HTTP/Guides/CSP */
function createHeaders(mediaOrigins: readonly string[]): Record<string, string> {
  const media = ["'self'", 'data:', 'blob:', ...mediaOrigins].join(' ')
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    // Web components set the style of their parts.
    "style-src 'self' 'unsafe-inline'",
    `img-src ${media}`,
    `media-src ${media}`,
    `connect-src ${media}`,
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ]
  return {
    'content-security-policy': policy.join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
  }
}

function sayText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(text)
}

function sayJson(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

export interface GuardProblem {
  readonly status: number
  readonly problem: string
}

/** Bodies that a form of any website can send without asking. @see https://fetch.spec.whatwg.org/#cors-safelisted-request-header */
const formTypes = ['application/x-www-form-urlencoded', 'multipart/form-data']

/**
 * Keeps other websites out, which a browser on this machine may be looking at: a name that was made to lead here (DNS
 * rebinding) shows in the host, and whoever sends something says where it comes from.
 */
function findGuardProblem(request: IncomingMessage, port: number): GuardProblem | undefined {
  const { host = '', origin } = request.headers
  if (![`127.0.0.1:${port}`, `localhost:${port}`].includes(host)) {
    return { status: 421, problem: 'This server answers under its own address only.' }
  }
  if (request.method === 'GET' || request.method === 'HEAD') return undefined
  const site = request.headers['sec-fetch-site']
  const isOwn = origin === undefined ? site === undefined || site === 'same-origin' : origin === `http://${host}`
  if (!isOwn) return { status: 403, problem: 'Other websites may not do anything here.' }
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  if (formTypes.includes(type)) return { status: 415, problem: 'Forms are not taken here.' }
  return undefined
}

/** The body; undefined where it is larger than allowed, which is then read to its end and thrown away. */
async function readBytes(request: IncomingMessage, mostBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= mostBytes) chunks.push(chunk)
    else chunks.length = 0
  }
  return size <= mostBytes ? Buffer.concat(chunks) : undefined
}

interface ChangesSource {
  describe(): Scene
  onChange(listener: (change: Change) => void): () => void
}

const heartbeatMilliseconds = 15_000
/** A page that reads nothing any more; it comes again by itself, and is told everything. */
const mostBehind = 64 * 1024 * 1024

/** Tells a page everything at once, and then what happens, until it is gone. @see https://html.spec.whatwg.org/multipage/server-sent-events.html */
function serveChanges(source: ChangesSource, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  const write = (text: string) => {
    if (response.writableLength > mostBehind) response.destroy()
    else response.write(text)
  }
  const tell = (change: Change) => write(`data: ${JSON.stringify(change)}\n\n`)
  // Soon again where the demo was started anew.
  write('retry: 1000\n\n')
  tell({ kind: 'scene', scene: source.describe() })
  const unlisten = source.onChange(tell)
  const heartbeat = setInterval(() => write(':\n\n'), heartbeatMilliseconds)
  response.once('close', () => {
    clearInterval(heartbeat)
    unlisten()
  })
}
