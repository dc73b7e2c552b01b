import type { IncomingMessage } from 'node:http'
import type { Endpoint, RecordedRequest } from '../faults.ts'
import type { ProviderName } from '../job.ts'
import { isRecord } from '../rules.ts'

/** A request on its way through the sandbox. */
export interface Call {
  readonly request: RecordedRequest
  /** The path below the provider's base, percent-encoding left alone, without the query. */
  readonly path: string
  readonly query: URLSearchParams
  readonly authorization: string | undefined
  readonly contentType: string | undefined
  /** The parsed body before keys were taken out of the recorded one. */
  readonly body: unknown
  /** False where there was a body that is not JSON. */
  readonly bodyIsJson: boolean
  readonly bodyTooLarge: boolean
  /** The jobs that the request names. */
  readonly jobIds: readonly string[]
}

export interface CallTarget {
  readonly provider: ProviderName
  readonly service: 'api' | 'files'
  /** Below the provider's base. */
  readonly path: string
  readonly query: URLSearchParams
}

/** @see https://github.com/runcomfy-com/comfyui-runcomfy-partner-nodes: 64 MiB for a whole request */
const largestBody = 64 * 1024 * 1024

const bases: readonly (readonly [prefix: string, provider: ProviderName, service: CallTarget['service']])[] = [
  ['/kling', 'kling', 'api'],
  ['/runcomfy', 'runcomfy', 'api'],
  ['/runware/v1', 'runware', 'api'],
  ['/files/kling', 'kling', 'files'],
  ['/files/runcomfy', 'runcomfy', 'files'],
  ['/files/runware', 'runware', 'files'],
]

/** Where a request goes, by its path and its query. */
export function findTarget(url: string): CallTarget | undefined {
  const [path = '/', search] = url.split('?')
  const query = new URLSearchParams(search)
  for (const [prefix, provider, service] of bases) {
    if (path === prefix || path.startsWith(`${prefix}/`))
      return { provider, service, path: path.slice(prefix.length), query }
  }
  return undefined
}

const runwareEndpoints: Readonly<Record<string, Endpoint>> = {
  videoInference: 'submit',
  getResponse: 'status',
  getTaskDetails: 'lookup',
  imageUpload: 'upload',
  mediaStorage: 'upload',
  accountManagement: 'balance',
}

function listTasks(body: unknown): Record<string, unknown>[] {
  return Array.isArray(body) ? body.filter(isRecord).filter((task) => task.taskType !== 'authentication') : []
}

function classifyKling({ path, query }: CallTarget): { endpoint: Endpoint; jobIds: string[] } {
  if (path !== '/tasks') return { endpoint: /^\/(text|image)-to-video\//.test(path) ? 'submit' : 'unknown', jobIds: [] }
  const jobIds = query.get('task_ids')?.split(',')
  return jobIds === undefined ? { endpoint: 'lookup', jobIds: [] } : { endpoint: 'status', jobIds }
}

/** What a request asks for; at Runware its body says so. */
export const findEndpoint = (target: CallTarget, body: unknown): Endpoint => classify(target, body).endpoint

function classify(target: CallTarget, body: unknown): { endpoint: Endpoint; jobIds: string[] } {
  const { provider, service, path } = target
  if (service === 'files') return { endpoint: 'file', jobIds: [] }
  if (provider === 'kling') return classifyKling(target)
  if (provider === 'runware') {
    const tasks = listTasks(body)
    const endpoint = runwareEndpoints[String(tasks[0]?.taskType)] ?? 'unknown'
    return { endpoint, jobIds: tasks.map((task) => String(task.taskUUID)) }
  }
  if (path.startsWith('/v1/models/')) return { endpoint: 'submit', jobIds: [] }
  if (path === '/prod/v2/balance') return { endpoint: 'balance', jobIds: [] }
  const [, id, action] = /^\/v1\/requests\/([^/]+)\/(status|result|cancel)$/.exec(path) ?? []
  if (id === undefined) return { endpoint: 'unknown', jobIds: [] }
  return { endpoint: action === 'status' || action === 'result' ? action : 'cancel', jobIds: [id] }
}

/** What may be kept: an authentication task loses its key. */
function withoutKeys(body: unknown): unknown {
  if (!Array.isArray(body)) return body
  return body.map((task) => (isRecord(task) && 'apiKey' in task ? { ...task, apiKey: '[not recorded]' } : task))
}

function parse(text: string): { body: unknown; isJson: boolean } {
  if (text === '') return { body: undefined, isJson: false }
  try {
    return { body: JSON.parse(text), isJson: true }
  } catch {
    return { body: text, isJson: false }
  }
}

/** Reads a request whole and says what it is about. */
export async function readCall(incoming: IncomingMessage, target: CallTarget, at: number): Promise<Call> {
  const content = await readBody(incoming, largestBody)
  const { body, isJson } = parse(content ?? '')
  const url = incoming.url ?? '/'
  const { endpoint, jobIds } = classify(target, body)
  const request: RecordedRequest = {
    provider: target.provider,
    endpoint,
    method: incoming.method ?? 'GET',
    path: url,
    ...(body !== undefined && { body: withoutKeys(body) }),
    at,
  }
  return {
    request,
    path: target.path,
    query: target.query,
    authorization: incoming.headers.authorization,
    contentType: incoming.headers['content-type'],
    body,
    bodyIsJson: isJson,
    bodyTooLarge: content === undefined,
    jobIds,
  }
}

/** The whole body as text, or undefined where it is larger than the limit in bytes. */
async function readBody(incoming: IncomingMessage, limit: number): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= limit) chunks.push(chunk)
  }
  return size <= limit ? Buffer.concat(chunks).toString('utf8') : undefined
}
