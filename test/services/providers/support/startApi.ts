import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface ReceivedCall {
  readonly method: string
  /** With its query. */
  readonly path: string
  readonly authorization: string | undefined
  /** Undefined where the call had no body. */
  readonly body: unknown
}

export interface ScriptedAnswer {
  readonly status?: number
  /** Sent as JSON, or as it is where it is a text. */
  readonly body?: unknown
  readonly headers?: Record<string, string>
}

/** An answer, or what to do with the connection instead. */
export type Behaviour = ScriptedAnswer | 'reset' | 'hang' | 'breakOff'

export interface Api {
  readonly origin: string
  readonly calls: ReceivedCall[]
  /** Answers every call from now on. */
  always(behaviour: Behaviour | ((call: ReceivedCall) => Behaviour)): void
  /** Resolves as soon as this many calls have arrived. */
  received(count: number): Promise<void>
  close(): Promise<void>
}

function behave(behaviour: Behaviour, response: ServerResponse): void {
  if (behaviour === 'hang') return
  if (behaviour === 'reset') {
    response.socket?.resetAndDestroy()
    return
  }
  if (behaviour === 'breakOff') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1000 })
    response.write('{"request_id":', () => response.socket?.destroy())
    return
  }
  const { status = 200, body = {}, headers = {} } = behaviour
  const isText = typeof body === 'string'
  response.writeHead(status, { 'content-type': isText ? 'text/html' : 'application/json', ...headers })
  response.end(isText ? body : JSON.stringify(body))
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
}

/** A provider's API on loopback that answers as it is told and remembers what it was asked. */
export async function startApi(): Promise<Api> {
  const calls: ReceivedCall[] = []
  const waiting = new Set<() => void>()
  let decide: (call: ReceivedCall) => Behaviour = () => ({ status: 500, body: 'nothing was scripted' })
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const text = Buffer.concat(chunks).toString()
    const call: ReceivedCall = {
      method: request.method ?? '',
      path: request.url ?? '',
      authorization: request.headers.authorization,
      body: text === '' ? undefined : JSON.parse(text),
    }
    calls.push(call)
    behave(decide(call), response)
    for (const look of waiting) look()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    always(behaviour) {
      decide = typeof behaviour === 'function' ? behaviour : () => behaviour
    },
    received(count) {
      return new Promise((resolve) => {
        const look = () => {
          if (calls.length < count) return
          waiting.delete(look)
          resolve()
        }
        waiting.add(look)
        look()
      })
    },
    close: () => close(server),
  }
}
