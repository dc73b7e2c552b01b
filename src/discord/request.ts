import {
  DiscordAPIError,
  type REST,
  RESTEvents,
  type RESTGetCurrentApplicationResult,
  type RESTOptions,
  type ResponseLike,
  Routes,
} from 'discord.js'
import { type Clock, minutes, seconds } from '../domain/clock.ts'
import { withTimeout } from '../lib/timeout.ts'
import type { Log } from '../log.ts'
import { StartFailure } from '../process/lifetime.ts'
import { tokenRefused } from './connection.ts'

export type DiscordRequest = RESTOptions['makeRequest']
type RequestOptions = Parameters<DiscordRequest>[1]

interface DiscordRequestDependencies {
  /** The network call. */
  readonly makeRequest: DiscordRequest
  readonly apiUrl: string
  readonly clock: Clock
  readonly log: Log
  /** Called when Discord refuses the token for good. */
  readonly onTokenRefused: () => void
}

/** Pauses before the questions that decide whether a token is really refused. */
const pausesBeforeQuestions = [0, seconds(1), seconds(2)]
const questionTimeout = seconds(10)
/** Waits longer than this are said. */
const longWaitSeconds = 5
/** What is waited where Discord, or whoever stands before it, does not say how long. */
const usualWaitSeconds = 5
const longestWaitSeconds = 3_600
/** When the bucket of a call is filled again, in seconds. */
const resetHeader = 'x-ratelimit-reset-after'

/**
 * The network call to Discord's REST, with two habits of discord.js made harmless for all that use it:
 *
 * - It forgets the bot token after any 401, and every later call fails. So a 401 counts only when Discord itself refuses the
 *   token again and again; until then it is passed on as a 503, an answer that says nothing.
 * - It waits as long as a 429 says, without a word, and not at all where the header is missing or no number.
 */
export function createDiscordRequest(dependencies: DiscordRequestDependencies): DiscordRequest {
  const { makeRequest, apiUrl, clock, log, onTokenRefused } = dependencies
  let judging: Promise<boolean> | undefined

  async function isTokenRefused(options: RequestOptions): Promise<boolean> {
    for (const pause of pausesBeforeQuestions) {
      await new Promise<void>((resolve) => clock.after(pause, resolve))
      if (!(await refusesToken(options))) return false
    }
    return true
  }

  /** Whether Discord's own answer to a question that any bot may ask is a 401. */
  async function refusesToken({ headers }: RequestOptions): Promise<boolean> {
    const ask = async (signal: AbortSignal): Promise<boolean> => {
      const options = { method: 'GET', headers, signal } as RequestOptions
      const response = await makeRequest(`${apiUrl}/v10/users/@me`, options)
      const answer: unknown = JSON.parse(await response.text())
      return response.status === 401 && isDiscordError(answer)
    }
    return withTimeout(ask, { clock, milliseconds: questionTimeout }).catch(() => false)
  }

  async function passOnUnauthorized(response: ResponseLike, options: RequestOptions): Promise<ResponseLike> {
    judging ??= isTokenRefused(options).finally(() => {
      judging = undefined
    })
    if (await judging) {
      onTokenRefused()
      return response
    }
    await response.text().catch(() => undefined)
    log.warn('A call was answered 401, but Discord does not refuse DISCORD_TOKEN: it counts as not answered')
    return new Response(null, { status: 503, statusText: 'Unauthorized, but not for good' })
  }

  function boundWait(response: ResponseLike, url: string): ResponseLike {
    const asked = Number(response.headers.get('retry-after') ?? Number.NaN)
    const wait = asked > 0 ? Math.min(asked, longestWaitSeconds) : usualWaitSeconds
    if (wait > longWaitSeconds) {
      log.warn({ url, seconds: Math.ceil(wait) }, 'Discord lets us wait before it takes this call')
    }
    if (wait === asked) return response
    return replaceHeader(response, 'retry-after', wait)
  }

  return async (url, options) => {
    const response = boundReset(await makeRequest(url, options))
    if (response.status === 429) return boundWait(response, url)
    const isAuthorized = new Headers(options.headers as Record<string, string>).has('authorization')
    return response.status === 401 && isAuthorized ? passOnUnauthorized(response, options) : response
  }
}

/** A time further away than Node's timers reach would be waited for not at all. */
function boundReset(response: ResponseLike): ResponseLike {
  if (!(Number(response.headers.get(resetHeader)) > longestWaitSeconds)) return response
  return replaceHeader(response, resetHeader, longestWaitSeconds)
}

/** `{"message": "401: Unauthorized", "code": 0}`; a proxy or a bot wall answers otherwise. */
function isDiscordError(answer: unknown): boolean {
  if (typeof answer !== 'object' || answer === null) return false
  return 'message' in answer && 'code' in answer && typeof answer.code === 'number'
}

function replaceHeader(response: ResponseLike, name: string, value: number): ResponseLike {
  const headers = new Headers([...response.headers])
  headers.set(name, String(value))
  return {
    body: response.body,
    bodyUsed: response.bodyUsed,
    headers,
    ok: response.ok,
    status: response.status,
    statusText: response.statusText,
    arrayBuffer: () => response.arrayBuffer(),
    json: () => response.json(),
    text: () => response.text(),
  }
}

/** Shorter waits are part of everyday life with Discord. */
const longWait = seconds(5)

/** Says when discord.js holds a call back for a rate limit that it knows of. */
export function reportWaits(rest: REST, log: Log): void {
  rest.on(RESTEvents.RateLimited, ({ method, url, timeToReset }) => {
    if (timeToReset <= longWait) return
    log.warn(
      { method, url, seconds: Math.ceil(timeToReset / seconds(1)) },
      'A call to Discord waits for its rate limit',
    )
  })
}

/**
 * Discord counts 50 requests a second for the whole bot, and discord.js counts for each of its managers: these count together
 * from now on, and one that is told to wait makes all wait. Callbacks of interactions count for none of them.
 *
 * @see https://discord.com/developers/docs/topics/rate-limits#global-rate-limit
 */
export function shareGlobalLimit(counting: REST, ...others: readonly REST[]): void {
  for (const name of ['globalRemaining', 'globalReset', 'globalDelay'] as const) {
    const shared = {
      get: () => counting[name],
      set: (value: unknown) => Object.assign(counting, { [name]: value }),
    }
    for (const other of others) Object.defineProperty(other, name, shared)
  }
}

interface TokenCheck {
  readonly rest: Pick<REST, 'get'>
  readonly clock: Clock
  readonly signal: AbortSignal
}

/** discord.js waits as long as Discord asks it to, which may be hours. */
const patience = minutes(1)

/**
 * Asks Discord who we are before anything else is begun, so that a wrong token is one clear line and no attempt to log in.
 * Resolves to the application's id.
 */
export async function checkToken({ rest, clock, signal }: TokenCheck): Promise<string> {
  try {
    const ask = () => rest.get(Routes.currentApplication()) as Promise<RESTGetCurrentApplicationResult>
    const application = await withTimeout(ask, {
      clock,
      milliseconds: patience,
      within: signal,
      onTimeout: () =>
        new StartFailure(
          `Discord did not answer within ${patience / seconds(1)} seconds when asked for DISCORD_TOKEN; a line of the log says so if it wants fewer requests. Start the bot again later.`,
        ),
    })
    return application.id
  } catch (error) {
    if (signal.aborted || error instanceof StartFailure) throw error
    if (error instanceof DiscordAPIError && error.status === 401) throw new StartFailure(tokenRefused)
    throw new StartFailure(
      'Discord could not be reached to check DISCORD_TOKEN. Check the network and DISCORD_API_URL.',
      { cause: error },
    )
  }
}
