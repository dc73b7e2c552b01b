import { isObject } from '../../discord/json.ts'
import type { RecordedRequest as DiscordRequest } from '../../discord/rest/requestLog.ts'
import type { DiscordSandbox } from '../../discord/startDiscordSandbox.ts'
import type { RecordedRequest as KlingRequest, RecordedRequest } from '../../kling/faults.ts'
import { findEndpoint, findTarget } from '../../kling/http/call.ts'
import type { KlingSandbox } from '../../kling/startKlingSandbox.ts'
import type { SeenRequest } from '../protocol.ts'
import { createLatest } from './changes.ts'

/** The latest requests of the bot, as whoever looks on may see them. */
export interface RequestLog {
  readonly requests: readonly SeenRequest[]
  /** A request to a provider that could not be reached. */
  addUnreached(request: { readonly method: string; readonly path: string; readonly at: number }): void
  close(): void
}

const mostKept = 300

export function createRequestLog(parts: {
  readonly discord: Pick<DiscordSandbox, 'onEvent' | 'token'>
  readonly kling: Pick<KlingSandbox, 'onEvent' | 'klingKey' | 'runcomfyKey' | 'runwareKey'>
  readonly onChange: (request: SeenRequest) => void
}): RequestLog {
  const { discord, kling, onChange } = parts
  const secrets = [discord.token, kling.klingKey, kling.runcomfyKey, kling.runwareKey]
  const entries = createLatest<number, SeenRequest>(mostKept)
  const waiting = new Map<number, RecordedRequest>()
  let count = 0

  function keep(request: SeenRequest): void {
    entries.set(request.number, request)
    onChange(request)
  }

  /** The answer comes as a copy of the request. */
  function findNumber(answered: RecordedRequest): number {
    const isSame = ({ at, method, path, body }: RecordedRequest) =>
      at === answered.at && method === answered.method && path === answered.path && body === answered.body
    const [number] = [...waiting].find(([, request]) => isSame(request)) ?? []
    return number ?? ++count
  }

  const endings = [
    discord.onEvent((event) => {
      if (event.kind === 'request') keep(describeDiscordRequest(++count, event.request, secrets))
    }),
    kling.onEvent((event) => {
      if (event.kind !== 'request' && event.kind !== 'answered') return
      const { request } = event
      const number = event.kind === 'request' ? ++count : findNumber(request)
      if (event.kind === 'request') waiting.set(number, request)
      else waiting.delete(number)
      keep(describeKlingRequest(number, request, secrets))
    }),
  ]
  return {
    get requests() {
      return entries.values()
    },
    addUnreached({ method, path, at }) {
      const target = findTarget(path)
      if (target === undefined) return
      const endpoint = findEndpoint(target, undefined)
      const request = { provider: target.provider, endpoint, method, path, at }
      keep({ ...describeKlingRequest(++count, request, secrets), status: 'unreached' })
    },
    close() {
      for (const end of endings) end()
    },
  }
}

const discordPurposes: Readonly<Record<string, string>> = {
  'POST /interactions/:interaction/:token/callback': 'answer',
  'POST /webhooks/:application/:token': 'follow-up',
  'GET /webhooks/:application/:token/messages/:message': 'look at message',
  'PATCH /webhooks/:application/:token/messages/:message': 'edit message',
  'DELETE /webhooks/:application/:token/messages/:message': 'delete message',
  'POST /channels/:channel/messages': 'post message',
  'GET /channels/:channel/messages': 'look at messages',
  'GET /channels/:channel/messages/:message': 'look at message',
  'PATCH /channels/:channel/messages/:message': 'edit message',
  'DELETE /channels/:channel/messages/:message': 'delete message',
  'POST /channels/:channel/messages/:message/threads': 'start thread',
  'POST /users/@me/channels': 'open conversation',
  'GET /applications/:application/commands': 'read commands',
  'PUT /applications/:application/commands': 'register commands',
  'GET /gateway/bot': 'find gateway',
  'GET /users/@me': 'log in',
  'GET /applications/@me': 'log in',
  'GET /oauth2/applications/@me': 'log in',
}

const klingPurposes: Readonly<Partial<Record<KlingRequest['endpoint'], string>>> = {
  submit: 'submit',
  status: 'check',
  result: 'read result',
  cancel: 'cancel',
  lookup: 'look up',
  upload: 'upload picture',
  balance: 'read balance',
  file: 'download video',
}

/** Without the tokens of interactions, which stand in paths. */
export function describeDiscordRequest(
  number: number,
  request: DiscordRequest,
  secrets: readonly string[],
): SeenRequest {
  const { method, path, route, body, files, status, at } = request
  const redactor = createRedactor(secrets)
  const names = route?.slice(method.length + 1).split('/')
  const segments = path.split('/').map((segment, index) => (names?.[index] === ':token' ? '…' : segment))
  const purpose = route === undefined ? undefined : discordPurposes[route]
  const content = files.length === 0 ? body : { ...(body as object), files }
  return {
    number,
    to: 'discord',
    method,
    path: redactor.text(segments.join('/')),
    ...(purpose !== undefined && { purpose }),
    status,
    ...(content !== undefined && { body: redactor.value(content) }),
    at,
  }
}

export function describeKlingRequest(number: number, request: KlingRequest, secrets: readonly string[]): SeenRequest {
  const { provider, endpoint, method, path, body, answered, at } = request
  const redactor = createRedactor(secrets)
  const purpose = klingPurposes[endpoint]
  return {
    number,
    to: provider,
    method,
    path: redactor.text(path),
    ...(purpose !== undefined && { purpose }),
    ...(answered !== undefined && { status: answered === 'reset' ? 0 : answered }),
    ...(body !== undefined && { body: redactor.value(body) }),
    at,
  }
}

/** Makes texts and bodies fit to be looked at. */
export interface Redactor {
  /** Without secrets, and not endless. */
  text(text: string): string
  value(value: unknown): unknown
}

/** A prompt is shown whole, whatever it is. */
const longestText = 4_000
const dataUri = /data:([\w/+.-]+);base64,[A-Za-z0-9+/=_-]+/g
const longWord = 200

function createRedactor(secrets: readonly string[]): Redactor {
  function text(given: string): string {
    let shown = given.replaceAll(dataUri, (uri, type) => `data:${type};base64,… (${uri.length} characters)`)
    for (const secret of secrets) shown = shown.replaceAll(secret, '…')
    return shown.length > longestText ? `${shown.slice(0, longWord)}… (${shown.length} characters)` : shown
  }

  function value(given: unknown): unknown {
    if (typeof given === 'string') return text(given)
    if (Array.isArray(given)) return given.map(value)
    if (!isObject(given)) return given
    return Object.fromEntries(Object.entries(given).map(([key, inner]) => [key, value(inner)]))
  }

  return { text, value }
}
