import { REST, type RESTOptions } from 'discord.js'
import { z } from 'zod'
import { minutes } from '../../domain/clock.ts'

/** The calls of discord.js' REST manager that delivery makes. */
export type RestCalls = Pick<REST, 'get' | 'patch' | 'post'>

export interface RestOptions {
  readonly token: string
  /** The base without version and trailing slash: `https://discord.com/api`. */
  readonly apiUrl: string
  /** How often discord.js repeats a call after a 5xx or a timeout, at once and whatever the method. */
  readonly retries: number
  /** The network call; that of discord.js unless given. */
  readonly makeRequest?: RESTOptions['makeRequest']
}

/** A REST manager of discord.js. Its timeout covers the upload of a video, for which the usual 15 s are too short. */
export function createRest({ token, apiUrl, retries, makeRequest }: RestOptions): REST {
  return new REST({
    version: '10',
    api: apiUrl,
    retries,
    timeout: minutes(2),
    ...(makeRequest !== undefined && { makeRequest }),
  }).setToken(token)
}

/** Something in between answered in Discord's place. */
export class UnexpectedAnswer extends Error {
  constructor() {
    super('The answer is not a message of Discord')
    this.name = 'UnexpectedAnswer'
  }
}

const message = z.looseObject({ id: z.string() })

/** The answer, if it is a message as Discord answers it; a page of a proxy with status 200 is not. Throws UnexpectedAnswer. */
export function expectMessage(answer: unknown): unknown {
  if (!message.safeParse(answer).success) throw new UnexpectedAnswer()
  return answer
}

/** What may be logged of an error of discord.js: its address and its body hold interaction tokens and prompts. */
export interface ErrorFacts {
  readonly error: string
  readonly code?: string | number
  readonly status?: number
}

export function describeRestError(error: unknown): ErrorFacts {
  if (!(error instanceof Error)) return { error: typeof error }
  const { code, status } = error as Error & { code?: unknown; status?: unknown }
  return {
    // A RateLimitError has its route in its name, and with it possibly a token.
    error: error.name.replace(/\[.*/s, ''),
    ...((typeof code === 'string' || typeof code === 'number') && { code }),
    ...(typeof status === 'number' && { status }),
  }
}
