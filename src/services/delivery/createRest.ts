import { REST, type RESTOptions } from 'discord.js'
import { minutes } from '../../domain/clock.ts'

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
