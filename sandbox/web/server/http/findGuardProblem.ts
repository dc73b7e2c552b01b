import type { IncomingMessage } from 'node:http'

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
export function findGuardProblem(request: IncomingMessage, port: number): GuardProblem | undefined {
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
