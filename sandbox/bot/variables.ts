import { join } from 'node:path'
import type { DiscordSandbox } from '../discord/startDiscordSandbox.ts'
import type { KlingSandbox } from '../kling/startKlingSandbox.ts'

export interface VariablesOptions {
  readonly discord: Pick<DiscordSandbox, 'token' | 'apiUrl' | 'cdnUrl'>
  readonly kling: Pick<KlingSandbox, 'runcomfyKey' | 'runcomfyUrl' | 'runwareKey' | 'runwareUrl'>
  /** For the bot's database and media. */
  readonly directory: string
  /** The only one that the bot may use; both if absent. */
  readonly provider?: 'runcomfy' | 'runware' | undefined
  readonly isLogged: boolean
}

/** The whole environment of a bot between two sandboxes, so that nothing of the person's own takes part. */
export function chooseVariables(options: VariablesOptions): Record<string, string> {
  const { discord, kling, directory, provider, isLogged } = options
  return {
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    DISCORD_CDN_URL: discord.cdnUrl,
    ...(provider !== 'runware' && { RUNCOMFY_API_KEY: kling.runcomfyKey, RUNCOMFY_API_URL: kling.runcomfyUrl }),
    ...(provider !== 'runcomfy' && { RUNWARE_API_KEY: kling.runwareKey, RUNWARE_API_URL: kling.runwareUrl }),
    DATABASE_URL: `sqlite://${join(directory, 'kling.sqlite')}`,
    MEDIA_DIRECTORY: join(directory, 'media'),
    SHUTDOWN_GRACE: '1',
    LOG_LEVEL: isLogged ? 'info' : 'silent',
  }
}
