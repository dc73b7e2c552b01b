import type { IncomingMessage } from 'node:http'
import { apiErrors } from '../apiError.ts'
import { textIn } from '../json.ts'
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

export interface RequestBody {
  readonly json: unknown
  readonly uploads: readonly UploadedFile[]
}

/** Cloudflare cuts requests off long after every documented limit. */
const mostBytes = 500 * 1024 * 1024

/** JSON, or multipart with `payload_json` and `files[n]`. @see https://discord.com/developers/docs/reference#uploading-files */
export async function readBody(request: IncomingMessage): Promise<RequestBody> {
  const bytes = await readBytes(request)
  const contentType = request.headers['content-type'] ?? ''
  if (bytes.length === 0) return { json: undefined, uploads: [] }
  if (contentType.startsWith('multipart/form-data')) return readForm(bytes, contentType)
  if (contentType.startsWith('application/json')) return { json: parseJson(bytes.toString()), uploads: [] }
  throw apiErrors.invalidJson()
}

async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > mostBytes) throw apiErrors.tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

async function readForm(bytes: Buffer, contentType: string): Promise<RequestBody> {
  const form = await parseForm(bytes, contentType)
  const uploads: UploadedFile[] = []
  let json: unknown
  for (const [name, value] of form) {
    if (name === 'payload_json') json = parseJson(typeof value === 'string' ? value : await value.text())
    else if (typeof value !== 'string') uploads.push(await readUpload(name, value))
  }
  return { json, uploads }
}

async function parseForm(bytes: Buffer, contentType: string) {
  try {
    return await new Response(bytes, { headers: { 'content-type': contentType } }).formData()
  } catch {
    throw apiErrors.invalidJson()
  }
}

async function readUpload(
  partName: string,
  file: { name: string; type: string; arrayBuffer(): Promise<ArrayBuffer> },
): Promise<UploadedFile> {
  return {
    index: Number(/^files\[(\d+)\]$/.exec(partName)?.[1] ?? Number.NaN),
    filename: file.name,
    contentType: file.type,
    bytes: Buffer.from(await file.arrayBuffer()),
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(textIn(text))
  } catch {
    throw apiErrors.invalidJson()
  }
}
