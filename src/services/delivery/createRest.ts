import { REST } from 'discord.js'
import { minutes } from '../../domain/clock.ts'

export interface RestOptions {
  readonly token: string
  /** The base without version and trailing slash: `https://discord.com/api`. */
  readonly apiUrl: string
  /** How often discord.js repeats a call after a 5xx or a timeout, at once and whatever the method. */
  readonly retries: number
}

/** A REST manager of discord.js. Its timeout covers the upload of a video, for which the usual 15 s are too short. */
export function createRest({ token, apiUrl, retries }: RestOptions): REST {
  return new REST({ version: '10', api: apiUrl, retries, timeout: minutes(2) }).setToken(token)
}
