import type { fetch as undiciFetch } from 'undici'
import { type Clock, seconds } from '../../domain/clock.ts'
import type { ProviderId } from '../../domain/generation.ts'
import type { Log } from '../../log.ts'
import { createError } from './createError.ts'
import { createTransport } from './createTransport.ts'
import { findNetworkCode } from './findNetworkCode.ts'
import { parseJson } from './parseJson.ts'
import { readBody } from './readBody.ts'
import { readRetryAfter } from './readRetryAfter.ts'
import { wasNeverSent } from './wasNeverSent.ts'

/** undici's `fetch`, injected. */
export type Fetch = typeof undiciFetch

export interface Call {
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
export interface HttpAnswer {
  readonly status: number
  readonly text: string
  /** Undefined where the body is not JSON. */
  readonly json: unknown
  /** The body was longer than what is read of one: `text` is its beginning. */
  readonly isCut?: true
  /** A wall in front of the API answered, and let nothing through. */
  readonly isWalled?: true
  /** How long the server wishes to be left alone, in milliseconds. */
  readonly retryAfter?: number
}

/** Makes one HTTP call, once. Throws a ProviderError where no whole answer came back. */
export type Caller = (call: Call) => Promise<HttpAnswer>

export interface CallerDependencies {
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

/**
 * The one place that sends the provider's key. Redirects are handed back instead of followed, so that the key stays with
 * the host it belongs to. Nothing is repeated here.
 */
export function createCaller({ provider, authorize, fetch, clock, log }: CallerDependencies): Caller {
  const transport = createTransport()
  return async ({ name, method, url, body, milliseconds, isPaid = false }) => {
    const controller = new AbortController()
    const passage = transport({ ownConnection: isPaid })
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
        dispatcher: passage.dispatcher,
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
      const isWalled = response.headers.get('cf-mitigated') === 'challenge'
      log.debug({ provider, call: name, status, milliseconds: clock.now() - startedAt }, 'The provider answered')
      return {
        status,
        text,
        json: isCut ? undefined : parseJson(text),
        ...(isCut && { isCut }),
        ...(isWalled && { isWalled }),
        ...(retryAfter !== undefined && { retryAfter }),
      }
    } catch (cause) {
      const networkCode = findNetworkCode(cause)
      const isUnsent = passage.wasSent === 'unknown' ? !isLate && wasNeverSent(cause) : passage.wasSent === 'nothing'
      throw createError({
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
      passage.end()
    }
  }
}
