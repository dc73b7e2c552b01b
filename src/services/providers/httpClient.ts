import type { Headers, fetch as undiciFetch } from 'undici'
import { type Clock, minutes, seconds } from '../../domain/clock.ts'
import type { ProviderId } from '../../domain/generation.ts'
import type { Log } from '../../log.ts'
import { createProviderError } from './errors.ts'
import { parseJson } from './responses.ts'
import { createTransport, findNetworkCode, readBody, wasNeverSent } from './transport.ts'

/** undici's `fetch`, injected. */
export type Fetch = typeof undiciFetch

interface HttpRequest {
  /** For the log: `submit`, `status`. */
  readonly name: string
  readonly method: 'GET' | 'POST'
  readonly url: string
  /** Serialized JSON. */
  readonly body?: string
  /** How long the whole call may take. */
  readonly milliseconds: number
  /** Costs money: it must never be sent twice, nor its fate be in doubt without need. */
  readonly isPaid?: boolean
}

/** What came back, whatever its status. */
export interface HttpResponse {
  readonly status: number
  readonly text: string
  /** Undefined where the body is not JSON. */
  readonly json: unknown
  /** The body was longer than what is read of one: `text` is its beginning. */
  readonly isCut?: true
  /** A challenge to robots came in the API's place: the request did not reach it. */
  readonly isChallenge?: true
  /** Milliseconds after which the server may be asked again. */
  readonly retryAfter?: number
}

/** Makes one HTTP call, once. Throws a ProviderError where no whole response came back. */
export type HttpClient = (request: HttpRequest) => Promise<HttpResponse>

interface HttpClientDependencies {
  readonly provider: ProviderId
  /** What proves who asks, made anew for each call: `{ authorization: 'Bearer …' }`. */
  readonly authorize: () => Readonly<Record<string, string>>
  readonly fetch: Fetch
  readonly clock: Clock
  readonly log: Log
}

/** Bodies above this carry pictures. */
const largeBody = 100_000

/** How long a submit may take: a body with pictures in it needs its time to travel. */
export function chooseSubmitTimeout(body: string): number {
  return body.length > largeBody ? seconds(60) : seconds(30)
}

const shortestDelay = seconds(1)
/** A longer one is kept to in part: whoever asks again after this learns the rest. */
const longestDelay = minutes(15)
/** What an HTTP date begins with; `Date.parse` makes one of nearly everything. */
const weekday = /^[a-z]{3}/i

function parseDelay(text: string, headers: Headers): number {
  if (/^\d+(?:\.\d+)?$/.test(text)) return seconds(Number(text))
  if (!weekday.test(text)) return Number.NaN
  // Only the server's own clock says how far away its date is.
  return Date.parse(text) - Date.parse(headers.get('date') ?? '')
}

/**
 * The `Retry-After` of a response in milliseconds, within reason; undefined where there is none that makes sense.
 * @see https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Retry-After
 */
function readRetryAfter(headers: Headers): number | undefined {
  const text = headers.get('retry-after')?.trim()
  if (text === undefined || text === '') return undefined
  const milliseconds = parseDelay(text, headers)
  return Number.isNaN(milliseconds) ? undefined : Math.min(Math.max(milliseconds, shortestDelay), longestDelay)
}

/**
 * The one place that sends the provider's key. Redirects are handed back instead of followed, so that the key stays with
 * the host it belongs to. Nothing is repeated here.
 */
export function createHttpClient({ provider, authorize, fetch, clock, log }: HttpClientDependencies): HttpClient {
  const transport = createTransport()
  return async ({ name, method, url, body, milliseconds, isPaid = false }) => {
    const controller = new AbortController()
    const exchange = transport({ ownConnection: isPaid })
    const startedAt = clock.now()
    let isLate = false
    let status: number | undefined
    const stopTimer = clock.after(milliseconds, () => {
      isLate = true
      controller.abort()
    })
    try {
      const response = await fetch(url, {
        method,
        redirect: 'manual',
        signal: controller.signal,
        dispatcher: exchange.dispatcher,
        headers: {
          ...authorize(),
          accept: 'application/json',
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body }),
      })
      status = response.status
      const { text, isCut } = await readBody(response)
      const retryAfter = readRetryAfter(response.headers)
      // @see https://developers.cloudflare.com/cloudflare-challenges/challenge-types/challenge-pages/detect-response/
      const isChallenge = response.headers.get('cf-mitigated') === 'challenge'
      log.debug({ provider, call: name, status, milliseconds: clock.now() - startedAt }, 'The provider answered')
      return {
        status,
        text,
        json: isCut ? undefined : parseJson(text),
        ...(isCut && { isCut }),
        ...(isChallenge && { isChallenge }),
        ...(retryAfter !== undefined && { retryAfter }),
      }
    } catch (cause) {
      const networkCode = findNetworkCode(cause)
      const isUnsent = exchange.wasSent === 'unknown' ? !isLate && wasNeverSent(cause) : exchange.wasSent === 'nothing'
      throw createProviderError({
        provider,
        code: isLate ? 'timeout' : 'unavailable',
        ambiguous: !isUnsent,
        detail: isLate ? `no answer to ${name} within ${milliseconds} ms` : `${name} broke off`,
        cause,
        ...(status !== undefined && { status }),
        ...(networkCode !== undefined && !isLate && { networkCode }),
      })
    } finally {
      stopTimer()
      exchange.end()
    }
  }
}
