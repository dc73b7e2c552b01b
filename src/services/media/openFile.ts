import * as http from 'node:http'
import * as https from 'node:https'

/** The beginning of an answer: what is needed to decide whether to read on. */
export interface FileAnswer {
  readonly status: number
  /** Where a redirect leads. */
  readonly location?: string
  /** How many bytes are announced. */
  readonly length?: number
  /** Throws where it breaks off before its announced or its own end. */
  readonly body: AsyncIterable<Uint8Array>
  /** Reads no further. */
  discard(): void
}

/** One GET over http or https. Redirects are not followed, and neither key nor cookies are sent. */
export type OpenFile = (
  address: string,
  options: { readonly accept: string; readonly signal: AbortSignal },
) => Promise<FileAnswer>

/**
 * By Node's own client and not undici: undici 6 ends the process with an assertion that nobody can catch where an answer with
 * `Connection: close` is read more slowly than it comes, as a large file is that goes to the disk.
 * @see https://github.com/nodejs/undici/issues/5360
 */
export const openFile: OpenFile = (address, { accept, signal }) =>
  new Promise((resolve, reject) => {
    const url = new URL(address)
    const { get } = url.protocol === 'https:' ? https : http
    // By the usual agent, where Node puts a proxy that is set up for the process; the connection ends with the file.
    const headers = { accept, 'accept-encoding': 'identity', connection: 'close' }
    const request = get(url, { signal, headers })
    // It may fail once more after its answer has begun: the body tells of that.
    request.on('error', reject)
    request.once('response', (response) => {
      const { location, 'content-length': length } = response.headers
      response.on('error', () => undefined)
      resolve({
        status: response.statusCode ?? 0,
        ...(location !== undefined && { location }),
        ...(length !== undefined && { length: Number(length) }),
        body: response,
        discard: () => void response.destroy(),
      })
    })
  })
