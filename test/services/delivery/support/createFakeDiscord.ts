import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface FakeRequest {
  readonly method: string
  readonly path: string
  readonly authorization: string | undefined
  /** The JSON body, or the part `payload_json` of a multipart one. */
  readonly body: unknown
  readonly files: readonly { part: string; name: string; type: string; bytes: Buffer }[]
}

export interface FakeAnswer {
  readonly status: number
  readonly body: unknown
  readonly contentType?: string
}

export interface FakeDiscord {
  readonly apiUrl: string
  readonly requests: FakeRequest[]
  /** What the next requests answer, first come first served; after that an empty message. */
  answer(...answers: FakeAnswer[]): void
  close(): Promise<void>
}

/** A server on loopback that notes what arrives and answers from a script. */
export async function createFakeDiscord(): Promise<FakeDiscord> {
  const requests: FakeRequest[] = []
  const scripted: FakeAnswer[] = []
  const server = createServer((incoming, outgoing) => {
    void readRequest(incoming).then((request) => {
      requests.push(request)
      const { status, body, contentType } = scripted.shift() ?? { status: 200, body: { id: '1', attachments: [] } }
      outgoing.writeHead(status, { 'content-type': contentType ?? 'application/json' })
      outgoing.end(typeof body === 'string' ? body : JSON.stringify(body))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    apiUrl: `http://127.0.0.1:${port}/api`,
    requests,
    answer: (...answers) => scripted.push(...answers),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function readRequest(incoming: IncomingMessage): Promise<FakeRequest> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  const bytes = Buffer.concat(chunks)
  const contentType = incoming.headers['content-type'] ?? ''
  const known = {
    method: incoming.method ?? '',
    path: decodeURIComponent(incoming.url ?? ''),
    authorization: incoming.headers.authorization,
  }
  if (!contentType.startsWith('multipart/form-data')) {
    return { ...known, body: bytes.length === 0 ? undefined : JSON.parse(bytes.toString()), files: [] }
  }
  const form = await new Response(bytes, { headers: { 'content-type': contentType } }).formData()
  const files: FakeRequest['files'][number][] = []
  for (const [part, value] of form) {
    if (typeof value === 'string') continue
    files.push({ part, name: value.name, type: value.type, bytes: Buffer.from(await value.arrayBuffer()) })
  }
  return { ...known, body: JSON.parse(String(form.get('payload_json'))), files }
}
