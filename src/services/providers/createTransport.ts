import { Agent, type Dispatcher, getGlobalDispatcher } from 'undici'

/** How far one call has come, as the transport saw it. */
export interface Passage {
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
export type Transport = (options: { readonly ownConnection: boolean }) => Passage

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
    let wasSent: Passage['wasSent'] = 'unknown'

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
