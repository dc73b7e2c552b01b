import { join } from 'node:path'
import type { DiscordSandbox } from '../discord/startDiscordSandbox.ts'
import type { ProviderName } from '../kling/job.ts'
import type { KlingSandbox } from '../kling/startKlingSandbox.ts'

export interface VariablesOptions {
  readonly discord: Pick<DiscordSandbox, 'token' | 'apiUrl' | 'cdnUrl'>
  readonly kling: Pick<
    KlingSandbox,
    'klingKey' | 'klingUrl' | 'runcomfyKey' | 'runcomfyUrl' | 'runwareKey' | 'runwareUrl'
  >
  /** For the bot's database and media. */
  readonly directory: string
  /** The only one that the bot may use; all of them if absent. */
  readonly provider?: ProviderName | undefined
  readonly isLogged: boolean
}

/** The whole environment of a bot between two sandboxes, so that nothing of the person's own takes part. */
export function chooseVariables(options: VariablesOptions): Record<string, string> {
  const { discord, kling, directory, provider, isLogged } = options
  const isUsed = (name: ProviderName) => provider === undefined || provider === name
  return {
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    DISCORD_CDN_URL: discord.cdnUrl,
    // RunComfy first: there a video can still be cancelled while it waits.
    ...(provider === undefined && { KLING_PROVIDERS: 'runcomfy,kling,runware' }),
    ...(isUsed('kling') && { KLING_API_KEY: kling.klingKey, KLING_API_URL: kling.klingUrl }),
    ...(isUsed('runcomfy') && { RUNCOMFY_API_KEY: kling.runcomfyKey, RUNCOMFY_API_URL: kling.runcomfyUrl }),
    ...(isUsed('runware') && { RUNWARE_API_KEY: kling.runwareKey, RUNWARE_API_URL: kling.runwareUrl }),
    DATABASE_URL: `sqlite://${join(directory, 'kling.sqlite')}`,
    MEDIA_DIRECTORY: join(directory, 'media'),
    SHUTDOWN_GRACE: '1',
    LOG_LEVEL: isLogged ? 'info' : 'silent',
  }
}
