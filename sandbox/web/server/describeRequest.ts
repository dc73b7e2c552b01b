import type { RecordedRequest as DiscordRequest } from '../../discord/rest/recordedRequest.ts'
import type { RecordedRequest as KlingRequest } from '../../kling/recordedRequest.ts'
import type { SeenRequest } from '../protocol.ts'
import { createVeil } from './createVeil.ts'

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
  const veil = createVeil(secrets)
  const names = route?.slice(method.length + 1).split('/')
  const segments = path.split('/').map((segment, index) => (names?.[index] === ':token' ? '…' : segment))
  const purpose = route === undefined ? undefined : discordPurposes[route]
  const content = files.length === 0 ? body : { ...(body as object), files }
  return {
    number,
    to: 'discord',
    method,
    path: veil.text(segments.join('/')),
    ...(purpose !== undefined && { purpose }),
    status,
    ...(content !== undefined && { body: veil.value(content) }),
    at,
  }
}

export function describeKlingRequest(number: number, request: KlingRequest, secrets: readonly string[]): SeenRequest {
  const { provider, endpoint, method, path, body, answered, at } = request
  const veil = createVeil(secrets)
  const purpose = klingPurposes[endpoint]
  return {
    number,
    to: provider,
    method,
    path: veil.text(path),
    ...(purpose !== undefined && { purpose }),
    ...(answered !== undefined && { status: answered === 'reset' ? 0 : answered }),
    ...(body !== undefined && { body: veil.value(body) }),
    at,
  }
}
