import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface TestServer {
  readonly origin: string
  /** What was asked for, in order: paths with queries. */
  readonly asked: string[]
  /** The headers of each request. */
  readonly headers: IncomingMessage['headers'][]
  /** From now on this path is answered so. */
  on(path: string, answer: (response: ServerResponse) => void): void
  serve(path: string, bytes: Uint8Array, headers?: Record<string, string>): void
  close(): Promise<void>
}

/** A real server on loopback. Unknown paths get a 404. */
export async function startServer(): Promise<TestServer> {
  const answers = new Map<string, (response: ServerResponse) => void>()
  const asked: string[] = []
  const headers: IncomingMessage['headers'][] = []
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    asked.push(path)
    headers.push(request.headers)
    const answer = answers.get(path.split('?')[0] ?? path)
    if (answer === undefined) response.writeHead(404).end('This content is no longer available.')
    else answer(response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    headers,
    on: (path, answer) => answers.set(path, answer),
    serve: (path, bytes, extra = {}) =>
      answers.set(path, (response) => {
        response.writeHead(200, { 'content-length': bytes.byteLength, ...extra }).end(bytes)
      }),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
