import type { IncomingMessage, ServerResponse } from 'node:http'

/** What is answered, before it becomes bytes on a connection. */
export type Reply =
  | {
      readonly kind: 'json'
      readonly status: number
      readonly body: unknown
      readonly headers?: Record<string, string>
    }
  | {
      readonly kind: 'text'
      readonly status: number
      readonly text: string
      readonly contentType: string
    }
  | {
      readonly kind: 'file'
      readonly bytes: Uint8Array
      readonly contentType: string
      /** Ends the connection. */
      readonly isLast?: boolean
    }
  | { readonly kind: 'reset' }
  | { readonly kind: 'silence' }

export function json(status: number, body: unknown, headers?: Record<string, string>): Reply {
  return { kind: 'json', status, body, ...(headers && { headers }) }
}

interface Range {
  readonly first: number
  readonly last: number
}

/** One byte range. Undefined: the whole file; null: it cannot be satisfied. */
function parseRange(header: string | undefined, size: number): Range | null | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '')
  if (match === null || (match[1] === '' && match[2] === '')) return undefined
  const [, from, to] = match
  if (from === '') {
    const length = Math.min(Number(to), size)
    return length === 0 ? null : { first: size - length, last: size - 1 }
  }
  const first = Number(from)
  const last = to === '' ? size - 1 : Math.min(Number(to), size - 1)
  return first >= size || first > last ? null : { first, last }
}

function sendFile(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  file: Extract<Reply, { readonly kind: 'file' }>,
): number {
  const { bytes, contentType, isLast } = file
  const range = parseRange(incoming.headers.range, bytes.length)
  if (range === null) {
    outgoing.writeHead(416, { 'Content-Range': `bytes */${bytes.length}`, 'Content-Length': 0 }).end()
    return 416
  }
  const part = range === undefined ? bytes : bytes.subarray(range.first, range.last + 1)
  const status = range === undefined ? 200 : 206
  outgoing.writeHead(status, {
    'Content-Type': contentType,
    'Content-Length': part.length,
    'Accept-Ranges': 'bytes',
    ...(isLast && { Connection: 'close' }),
    ...(range && { 'Content-Range': `bytes ${range.first}-${range.last}/${bytes.length}` }),
  })
  outgoing.end(incoming.method === 'HEAD' ? undefined : part)
  return status
}

/** Writes the reply to the connection and returns what was answered; `silence` leaves the connection open. */
export function sendReply(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  reply: Reply,
): number | 'reset' | undefined {
  switch (reply.kind) {
    case 'json': {
      const text = JSON.stringify(reply.body)
      outgoing.writeHead(reply.status, {
        ...reply.headers,
        'Content-Type': 'application/json',
        'Content-Length': Buffer.byteLength(text),
      })
      outgoing.end(text)
      return reply.status
    }
    case 'text':
      outgoing.writeHead(reply.status, {
        'Content-Type': reply.contentType,
        'Content-Length': Buffer.byteLength(reply.text),
      })
      outgoing.end(reply.text)
      return reply.status
    case 'file':
      return sendFile(incoming, outgoing, reply)
    case 'reset':
      // A TCP reset, not an orderly end, so that clients see ECONNRESET.
      incoming.socket.resetAndDestroy()
      return 'reset'
    case 'silence':
      return undefined
  }
}
