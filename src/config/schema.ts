import { z } from 'zod'
import {
  address,
  budget,
  databaseUrl,
  folder,
  gigabytes,
  guildId,
  guildList,
  listOf,
  oneOf,
  secret,
  wholeNumber,
  yesOrNo,
} from './fields.ts'
import type { VariableName } from './variables.ts'

export const providers = ['runcomfy', 'runware'] as const
export type ProviderName = (typeof providers)[number]

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

export const tokenFix =
  'Copy it from https://discord.com/developers/applications: your application, page "Bot", "Reset Token".'
export const keyFixes: Readonly<Record<ProviderName, string>> = {
  runcomfy: 'Copy the token from https://www.runcomfy.com/profile.',
  runware: 'Copy a key from https://my.runware.ai/keys.',
}

const videos = { least: 1, most: 1_000, unit: 'videos' }

/** From the text of a variable, where there is one or a default, to what it means. */
export const schema = z.object({
  DISCORD_TOKEN: z.string({ error: 'is missing' }).pipe(secret(tokenFix)),
  DISCORD_API_URL: address({ example: 'https://discord.com/api', path: 'withoutVersion' }),
  DISCORD_CDN_URL: address({ example: 'https://cdn.discordapp.com', path: 'none' }),
  DISCORD_GUILD_ID: guildId.optional(),
  ALLOWED_GUILDS: guildList,
  ALLOW_USER_INSTALL: yesOrNo,
  KLING_PROVIDERS: listOf(providers),
  RUNCOMFY_API_KEY: secret(keyFixes.runcomfy).optional(),
  RUNCOMFY_API_URL: address({ example: 'https://model-api.runcomfy.net', path: 'withoutVersion' }),
  RUNCOMFY_MAX_CONCURRENT: wholeNumber(videos),
  RUNWARE_API_KEY: secret(keyFixes.runware).optional(),
  RUNWARE_API_URL: address({ example: 'https://api.runware.ai/v1', path: 'any' }),
  RUNWARE_MAX_CONCURRENT: wholeNumber(videos),
  MAX_OPEN_PER_PERSON: wholeNumber(videos),
  MAX_PER_PERSON_PER_DAY: wholeNumber({ least: 1, most: 100_000, unit: 'videos' }),
  MAX_ATTEMPTS_PER_PERSON_PER_DAY: wholeNumber({ least: 1, most: 100_000, unit: 'videos' }).optional(),
  MAX_ATTEMPTS_PER_PERSON_PER_MINUTE: wholeNumber({ least: 1, most: 100_000, unit: 'videos' }).optional(),
  BUDGET_PERSON_DAY: budget,
  BUDGET_SERVER_MONTH: budget,
  BUDGET_MONTH: budget,
  DATABASE_URL: databaseUrl,
  RECORD_RETENTION_DAYS: wholeNumber({ least: 1, most: 36_500, unit: 'days' }),
  MEDIA_DIRECTORY: folder,
  MEDIA_MAX_GB: gigabytes,
  MEDIA_RETENTION_DAYS: wholeNumber({ least: 1, most: 36_500, unit: 'days' }),
  SHUTDOWN_GRACE: wholeNumber({ least: 0, most: 3_600, unit: 'seconds' }),
  LOG_LEVEL: oneOf(logLevels),
} satisfies Record<VariableName, z.ZodType>)

export type Settings = z.infer<typeof schema>
