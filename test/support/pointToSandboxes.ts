import { join } from 'node:path'
import type { DiscordSandbox } from '../../sandbox/discord/startDiscordSandbox.ts'
import type { KlingSandbox } from '../../sandbox/kling/startKlingSandbox.ts'

/** The environment of a bot that talks to the sandboxes, keeps its files there, and has room for whatever is asked for. */
export function pointToSandboxes(
  discord: DiscordSandbox,
  kling: KlingSandbox,
  directory: string,
): Readonly<Record<string, string>> {
  return {
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    DISCORD_CDN_URL: discord.cdnUrl,
    KLING_API_URL: kling.klingUrl,
    RUNCOMFY_API_KEY: kling.runcomfyKey,
    RUNCOMFY_API_URL: kling.runcomfyUrl,
    RUNWARE_API_KEY: kling.runwareKey,
    RUNWARE_API_URL: kling.runwareUrl,
    DATABASE_URL: `sqlite://${join(directory, 'kling.sqlite')}`,
    MEDIA_DIRECTORY: join(directory, 'media'),
    MAX_OPEN_PER_PERSON: '1000',
    MAX_PER_PERSON_PER_DAY: '1000',
    BUDGET_PERSON_DAY: 'unlimited',
    BUDGET_SERVER_MONTH: 'unlimited',
    BUDGET_MONTH: 'unlimited',
    QUOTE_ABOVE: 'unlimited',
    LOG_LEVEL: 'debug',
  }
}
