import type { ProviderName, Settings } from './schema.ts'

/** Micro-dollars, or `unlimited`. */
type Budget = number | 'unlimited'

export interface ProviderSettings {
  /** Absent: not used. */
  readonly key: string | undefined
  /** Without a slash at the end. */
  readonly apiUrl: string
  /** Videos in the making at once. */
  readonly maxConcurrent: number
}

export interface Environment {
  readonly discord: {
    readonly token: string
    readonly apiUrl: string
    readonly cdnUrl: string
    /** Where commands are registered; everywhere if absent. */
    readonly guildId: string | undefined
  }
  /** As `Policy` of the domain. */
  readonly policy: {
    /** At least one, each with a key, the preferred one first. */
    readonly providers: readonly ProviderName[]
    readonly allowedGuilds: readonly string[] | 'any'
    readonly allowUserInstall: boolean
    readonly caps: {
      readonly openPerPerson: number
      readonly perPersonPerDay: number
      readonly attemptsPerPersonPerDay: number
      readonly attemptsPerPersonPerMinute: number
      readonly personDay: Budget
      readonly serverMonth: Budget
      readonly month: Budget
    }
  }
  readonly providers: Readonly<Record<ProviderName, ProviderSettings>>
  readonly databaseUrl: string
  /** How long prompts and ids of finished videos are kept, in milliseconds. */
  readonly recordRetention: number
  readonly media: {
    readonly directory: string
    readonly capBytes: number
    /** Milliseconds. */
    readonly retention: number
  }
  /** Milliseconds. */
  readonly shutdownGrace: number
  readonly logLevel: Settings['LOG_LEVEL']
  /** Everything of it that must never be seen. */
  readonly secrets: readonly string[]
}

/** More than a lively member asks for, and never what keeps the other caps from being reached. */
const attempts = { perDay: 50, perMinute: 10 }

const dayInMilliseconds = 24 * 60 * 60 * 1_000

/** The checked settings as the bot uses them. */
export function createEnvironment(settings: Settings): Environment {
  const keys: Record<ProviderName, string | undefined> = {
    runcomfy: settings.RUNCOMFY_API_KEY,
    runware: settings.RUNWARE_API_KEY,
  }
  return {
    discord: {
      token: settings.DISCORD_TOKEN,
      apiUrl: settings.DISCORD_API_URL,
      cdnUrl: settings.DISCORD_CDN_URL,
      guildId: settings.DISCORD_GUILD_ID,
    },
    policy: {
      providers: settings.KLING_PROVIDERS.filter((provider) => keys[provider] !== undefined),
      allowedGuilds: settings.ALLOWED_GUILDS,
      allowUserInstall: settings.ALLOW_USER_INSTALL,
      caps: {
        openPerPerson: settings.MAX_OPEN_PER_PERSON,
        perPersonPerDay: settings.MAX_PER_PERSON_PER_DAY,
        attemptsPerPersonPerDay:
          settings.MAX_ATTEMPTS_PER_PERSON_PER_DAY ?? Math.max(attempts.perDay, settings.MAX_PER_PERSON_PER_DAY),
        attemptsPerPersonPerMinute:
          settings.MAX_ATTEMPTS_PER_PERSON_PER_MINUTE ?? Math.max(attempts.perMinute, settings.MAX_OPEN_PER_PERSON),
        personDay: settings.BUDGET_PERSON_DAY,
        serverMonth: settings.BUDGET_SERVER_MONTH,
        month: settings.BUDGET_MONTH,
      },
    },
    providers: {
      runcomfy: {
        key: keys.runcomfy,
        apiUrl: settings.RUNCOMFY_API_URL,
        maxConcurrent: settings.RUNCOMFY_MAX_CONCURRENT,
      },
      runware: {
        key: keys.runware,
        apiUrl: settings.RUNWARE_API_URL,
        maxConcurrent: settings.RUNWARE_MAX_CONCURRENT,
      },
    },
    databaseUrl: settings.DATABASE_URL,
    recordRetention: settings.RECORD_RETENTION_DAYS * dayInMilliseconds,
    media: {
      directory: settings.MEDIA_DIRECTORY,
      capBytes: settings.MEDIA_MAX_GB,
      retention: settings.MEDIA_RETENTION_DAYS * dayInMilliseconds,
    },
    shutdownGrace: settings.SHUTDOWN_GRACE * 1_000,
    logLevel: settings.LOG_LEVEL,
    secrets: [settings.DISCORD_TOKEN, keys.runcomfy, keys.runware].filter((secret) => secret !== undefined),
  }
}
