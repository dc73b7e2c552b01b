import type { Response } from 'undici'

/** Answers of the APIs are a few kilobytes long; this much is read of a larger one. Bytes after decompression. */
export const largestBody = 4 * 1024 * 1024

export interface Body {
  readonly text: string
  /** Whether there was more, which was not read. */
  readonly isCut: boolean
}

/**
 * Reads a body while it is decompressed, and stops at the limit, so that neither a flood nor a few kilobytes that unpack
 * to gigabytes fill the memory.
 */
export async function readBody({ body }: Pick<Response, 'body'>): Promise<Body> {
  if (body === null) return { text: '', isCut: false }
  const decoder = new TextDecoder()
  let text = ''
  let left = largestBody
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk.subarray(0, left), { stream: true })
    left -= chunk.length
    // Leaving the loop cancels the body, which ends the connection.
    if (left < 0) return { text, isCut: true }
  }
  return { text: text + decoder.decode(), isCut: false }
}
