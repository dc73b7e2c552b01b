import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface RunningServer {
  readonly server: Server
  /** `127.0.0.1:12345` */
  readonly host: string
  close(): Promise<void>
}

/** Far longer than any pause of a client, so that a kept connection is never closed under a request. */
const keepAliveMilliseconds = 120_000

/** Listens on loopback; closing it cuts every connection. */
export async function startServer(port: number): Promise<RunningServer> {
  const server = createServer()
  server.keepAliveTimeout = keepAliveMilliseconds
  server.headersTimeout = keepAliveMilliseconds + 5_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    server,
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve())
      })
      server.closeAllConnections()
      await closed
    },
  }
}
