import type { IncomingMessage } from 'node:http'

/** The body; undefined where it is larger than allowed, which is then read to its end and thrown away. */
export async function readBytes(request: IncomingMessage, mostBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= mostBytes) chunks.push(chunk)
    else chunks.length = 0
  }
  return size <= mostBytes ? Buffer.concat(chunks) : undefined
}
