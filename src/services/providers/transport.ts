import { Agent, type Dispatcher, getGlobalDispatcher, type Response } from 'undici'

/** How far one call has come, as the transport saw it. */
interface Exchange {
  /** What to hand to `fetch`. */
  readonly dispatcher: Dispatcher
  /**
   * `nothing` of the request was written as long as no connection stood, its TLS handshake included; from then on it
   * counts as `written`. `unknown` where a replaced `fetch` did not use the dispatcher.
   */
  readonly wasSent: 'unknown' | 'nothing' | 'written'
  /** Gives a connection of its own back. */
  end(): void
}

/** Opens the way for one call. */
type Transport = (options: { readonly ownConnection: boolean }) => Exchange

/** Bytes as they come over the line; a reader that is stopped sooner never lets it come to this. */
const largestRawBody = 5 * 1024 * 1024

/**
 * The proxy that was set up for the whole process, if any: Node puts one in the place of the usual dispatcher.
 *
 * @see https://nodejs.org/docs/latest-v24.x/api/cli.html#node_use_env_proxy1
 */
function findProxy(): Dispatcher | undefined {
  const dispatcher = getGlobalDispatcher()
  // Node's own undici has an Agent of its own, so that `instanceof` would not know it.
  return dispatcher.constructor.name === 'Agent' ? undefined : dispatcher
}

/**
 * Connections to one provider. A call that costs money gets one of its own: an idle one may be closed by the server in
 * the moment in which the call is written to it, and then nobody knows whether it arrived. All others share theirs,
 * and behind a proxy all of them do.
 */
export function createTransport(): Transport {
  const shared = new Agent()
  return ({ ownConnection }) => {
    const proxy = findProxy()
    const own = ownConnection && proxy === undefined ? new Agent() : undefined
    const dispatches = own ?? proxy ?? shared
    let wasSent: Exchange['wasSent'] = 'unknown'

    const dispatcher = dispatches.compose((dispatch) => (options, handler) => {
      let bytes = 0
      let abort: (reason: Error) => void = () => {}
      wasSent = 'nothing'
      return dispatch(options, {
        // undici calls this when the connection stands, and writes the request in the same turn.
        onConnect(stop) {
          wasSent = 'written'
          abort = stop
          handler.onConnect?.(stop)
        },
        onError: (error) => handler.onError?.(error),
        onUpgrade: (...facts) => handler.onUpgrade?.(...facts),
        onResponseStarted: () => handler.onResponseStarted?.(),
        onHeaders: (...facts) => handler.onHeaders?.(...facts) ?? true,
        // Never paused: a connection that the server closes while undici 6 pauses it ends the process by an assertion.
        // @see https://github.com/nodejs/undici/issues/5360
        onData(chunk) {
          bytes += chunk.length
          if (bytes > largestRawBody) abort(new Error('The answer is too large'))
          else handler.onData?.(chunk)
          return true
        },
        onComplete: (trailers) => handler.onComplete?.(trailers),
        onBodySent: (...sizes) => handler.onBodySent?.(...sizes),
      })
    })

    return {
      dispatcher,
      get wasSent() {
        return wasSent
      },
      end() {
        void own?.destroy()
      },
    }
  }
}

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

/** The code of what went wrong on the network (`ECONNRESET`, `ERR_SSL_WRONG_VERSION_NUMBER`), wherever in the causes it is. */
export function findNetworkCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  const { code } = error as NodeJS.ErrnoException
  if (typeof code === 'string') return code
  const [first] = error instanceof AggregateError ? error.errors : []
  return findNetworkCode(first ?? error.cause)
}

/** Failures before the first byte of a request: no address, no connection, no trust in the other side's certificate. */
const beforeSending: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'ERR_TLS_HANDSHAKE_TIMEOUT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])

/**
 * Whether a failed fetch certainly did not reach the server, told by the error alone: for a `fetch` that was replaced and
 * does not use our transport, which knows. undici wraps the reason as `cause`; with several addresses for one host it is
 * an AggregateError, one error for each of them.
 */
export function wasNeverSent(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.every(wasNeverSent)
  const { code, syscall } = error as NodeJS.ErrnoException
  if (code !== undefined && (beforeSending.has(code) || syscall === 'connect')) return true
  return wasNeverSent(error.cause)
}
