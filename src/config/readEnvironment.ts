import type { z } from 'zod'
import { days, seconds } from '../domain/clock.ts'
import type { ConfigurableProvider } from '../domain/contracts/provider.ts'
import type { ProviderId } from '../domain/generation.ts'
import type { Budget, Caps } from '../domain/policy.ts'
import { findMisspelt, readEnvironmentFile } from './environmentFile.ts'
import {
  listSecrets,
  listVariables,
  nameSecrets,
  type Problem,
  type Settings,
  tokenFix,
  type Variable,
  type Variables,
} from './variables.ts'

interface ProviderSettings {
  /** By the names that its adapter knows; absent where one is missing: not used. */
  readonly secrets: Readonly<Record<string, string>> | undefined
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
    /** Whether messages that address the bot are asked for. */
    readonly listensToMentions: boolean
  }
  readonly policy: {
    /** At least one, each with a key, the preferred one first. */
    readonly providers: readonly ProviderId[]
    readonly allowedGuilds: readonly string[] | 'any'
    readonly allowUserInstall: boolean
    readonly caps: Caps
    /** In micro-dollars. */
    readonly quoteAbove: Budget
  }
  readonly providers: Readonly<Record<ProviderId, ProviderSettings>>
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

type EnvironmentResult =
  | { readonly ok: true; readonly environment: Environment }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** What the texts of the variables mean, by name. */
type Values = Readonly<Record<string, unknown>>

/**
 * Everything the operator set, checked; or all that is wrong with it at once. `providers`: those that can be configured.
 * Never throws.
 */
export function readEnvironment(given: Variables, providers: readonly ConfigurableProvider[]): EnvironmentResult {
  const variables = listVariables(providers)
  const texts = completeTexts(variables, given)
  const parsed = variables.map(({ name, field }) => ({ name, result: field.safeParse(texts[name]) }))
  const values: Values = Object.fromEntries(parsed.map(({ name, result }) => [name, result.data]))
  const problems = [
    ...parsed.flatMap(({ name, result }) =>
      result.success ? [] : result.error.issues.map((issue) => describeIssue(name, issue)),
    ),
    ...findProviderProblems(providers, texts, isBlank(given.KLING_PROVIDERS) ? undefined : values.KLING_PROVIDERS),
  ]
  return problems.length > 0 ? { ok: false, problems } : { ok: true, environment: createEnvironment(values, providers) }
}

/**
 * The settings of this process, checked: its variables over those of the file `.env` in the working directory, where there is
 * one. Whatever is wrong with the file or with a name is a problem as well. Never throws.
 */
export function readSettings(providers: readonly ConfigurableProvider[], file = '.env'): EnvironmentResult {
  const read = readEnvironmentFile(file)
  if (read.problem !== undefined && !read.isFolder) return { ok: false, problems: [read.problem] }
  const own = readOwnVariables()
  const names = listVariables(providers).map(({ name }) => name)
  const misspelt = findMisspelt(names, { process: own, file: read.variables, text: read.text })
  const result = readEnvironment({ ...read.variables, ...own }, providers)
  if (result.ok && misspelt.length === 0) return result
  const problems = [...(read.problem ? [read.problem] : []), ...misspelt, ...(result.ok ? [] : result.problems)]
  return { ok: false, problems }
}

/** The same variables, unchecked; none of the file where it cannot be read. A blank variable does not hide the file's. */
export function readProcessEnvironment(file = '.env'): Variables {
  return { ...readEnvironmentFile(file).variables, ...readOwnVariables() }
}

/** The only reader of `process.env`. */
function readOwnVariables(): Variables {
  return Object.fromEntries(Object.entries(process.env).filter(([, text]) => !isBlank(text)))
}

const isBlank = (text: string | undefined): boolean => text === undefined || text.trim() === ''

/** The texts that count: trimmed, blanks are missing, and what is missing has its default. */
function completeTexts(variables: readonly Variable[], given: Variables): Variables {
  return Object.fromEntries(variables.map(({ name, defaultText }) => [name, given[name]?.trim() || defaultText]))
}

function describeIssue(variable: string, { code, message, ...issue }: z.core.$ZodIssue): Problem {
  // Only the token can be missing altogether.
  const fix = code === 'custom' && 'params' in issue ? String(issue.params?.fix) : tokenFix
  return { variable, problem: message, fix }
}

/** What is wrong with keys and providers together. `order`: the providers that the operator named. */
function findProviderProblems(providers: readonly ConfigurableProvider[], texts: Variables, order: unknown): Problem[] {
  const all = providers.flatMap(listSecrets)
  const missing = providers.flatMap((provider) => {
    const absent = listSecrets(provider).filter(({ variable }) => texts[variable] === undefined)
    return absent.map((secret) => ({ ...secret, provider, isAlone: absent.length === listSecrets(provider).length }))
  })
  if (missing.length === all.length) {
    const accounts = providers.map(nameSecrets)
    const count = accounts.length === 1 ? 'is' : accounts.length === 2 ? 'are both' : 'are all'
    const choice = accounts.length === 1 ? [] : ['Set at least one of them.']
    return [
      {
        variable: accounts.join(', '),
        problem: `${count} missing: no video provider is configured`,
        fix: [...choice, ...all.map(({ variable, fix }) => `${variable}: ${fix}`)].join(' '),
      },
    ]
  }
  const named: readonly unknown[] = Array.isArray(order) ? order : []
  return missing.flatMap(({ variable, fix, provider: { id }, isAlone }) => {
    if (!isAlone) return [{ variable, problem: `is missing: ${id} needs it beside what is set`, fix }]
    if (!named.includes(id)) return []
    return [
      {
        variable: 'KLING_PROVIDERS',
        problem: `names ${id}, but ${variable} is missing`,
        fix: `Set ${variable}, or take ${id} out of KLING_PROVIDERS. ${fix}`,
      },
    ]
  })
}

function readAccount({ account }: ConfigurableProvider, values: Values): ProviderSettings {
  const secrets = Object.entries(account.secrets).map(([name, { variable }]) => [name, values[variable]] as const)
  return {
    secrets: secrets.some(([, secret]) => secret === undefined)
      ? undefined
      : Object.fromEntries(secrets.map(([name, secret]) => [name, String(secret)])),
    apiUrl: String(values[account.apiUrl.variable]),
    maxConcurrent: Number(values[account.slots.variable]),
  }
}

/** More than a lively member asks for, and never what keeps the other caps from being reached. */
const attempts = { perDay: 50, perMinute: 10 }

/** The checked settings as the bot uses them. */
function createEnvironment(values: Values, providers: readonly ConfigurableProvider[]): Environment {
  const settings = values as Values & Settings
  const accounts = Object.fromEntries(providers.map((provider) => [provider.id, readAccount(provider, values)]))
  const order = values.KLING_PROVIDERS as readonly ProviderId[]
  const ownSecrets = Object.values(accounts).flatMap(({ secrets }) => Object.values(secrets ?? {}))
  return {
    discord: {
      token: settings.DISCORD_TOKEN,
      apiUrl: settings.DISCORD_API_URL,
      cdnUrl: settings.DISCORD_CDN_URL,
      guildId: settings.DISCORD_GUILD_ID,
      listensToMentions: settings.LISTEN_TO_MENTIONS,
    },
    policy: {
      providers: order.filter((id) => accounts[id]?.secrets !== undefined),
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
      quoteAbove: settings.QUOTE_ABOVE,
    },
    providers: accounts,
    databaseUrl: settings.DATABASE_URL,
    recordRetention: days(settings.RECORD_RETENTION_DAYS),
    media: {
      directory: settings.MEDIA_DIRECTORY,
      capBytes: settings.MEDIA_MAX_GB,
      retention: days(settings.MEDIA_RETENTION_DAYS),
    },
    shutdownGrace: seconds(settings.SHUTDOWN_GRACE),
    logLevel: settings.LOG_LEVEL,
    secrets: [settings.DISCORD_TOKEN, ...ownSecrets],
  }
}

/** All problems as a text for the terminal, each with the variable, what is wrong and the fix. */
export function formatProblems(problems: readonly Problem[]): string {
  const count = problems.length === 1 ? 'One setting needs' : `${problems.length} settings need`
  const paragraphs = problems.map(({ variable, problem, fix }) => `  ${variable} ${problem}.\n    ${fix}`)
  return [
    `The bot can't start. ${count} fixing, in the environment or in the file .env:`,
    ...paragraphs,
    'The file .env.example explains every setting.',
  ].join('\n\n')
}
