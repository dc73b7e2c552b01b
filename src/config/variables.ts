import { z } from 'zod'
import type { ConfigurableProvider } from '../domain/contracts/provider.ts'
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

/** Variable names and their texts, as in `process.env`. */
export type Variables = Readonly<Record<string, string | undefined>>

/** What keeps the bot from starting; said without the value, which may be a key in the wrong place. */
export interface Problem {
  /** The variable, or several: `DISCORD_TOKEN, LOG_LEVEL`. */
  readonly variable: string
  readonly problem: string
  readonly fix: string
}

/** One environment variable, as it is read, and as the operator's table and `.env.example` show it. */
interface Row {
  /** From its text, where there is one or a default, to what it means. */
  readonly field: z.ZodType
  /** The value that counts when none is set. */
  readonly defaultText?: string
  /** One sentence or two for the operator. */
  readonly meaning: string
  readonly required?: true
}

export interface Variable extends Row {
  readonly name: string
}

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

export const tokenFix =
  'Copy it from https://discord.com/developers/applications: your application, page "Bot", "Reset Token".'

const videos = { least: 1, most: 1_000, unit: 'videos' }

const discordRows = {
  DISCORD_TOKEN: {
    field: z.string({ error: 'is missing' }).pipe(secret(tokenFix)),
    meaning: 'Bot token, from https://discord.com/developers/applications, page "Bot".',
    required: true,
  },
  DISCORD_API_URL: {
    field: address({ example: 'https://discord.com/api', path: 'withoutVersion' }),
    defaultText: 'https://discord.com/api',
    meaning: "Base address of Discord's REST API, without version and without a slash at the end.",
  },
  DISCORD_CDN_URL: {
    field: address({ example: 'https://cdn.discordapp.com', path: 'none' }),
    defaultText: 'https://cdn.discordapp.com',
    meaning:
      "Attached pictures are taken from this origin, https://media.discordapp.net and Discord's image proxy only.",
  },
  DISCORD_GUILD_ID: {
    field: guildId.optional(),
    meaning: 'Registers the commands to this server at once (for development) instead of everywhere.',
  },
  ALLOWED_GUILDS: {
    field: guildList,
    defaultText: 'any',
    meaning: 'Ids of the servers that may spend, separated by commas. Elsewhere the bot explains.',
  },
  ALLOW_USER_INSTALL: {
    field: yesOrNo,
    defaultText: 'false',
    meaning: 'Whether people may use the bot outside those servers, on their own allowance: true or false.',
  },
  LISTEN_TO_MENTIONS: {
    field: yesOrNo,
    defaultText: 'true',
    meaning: 'Whether people may ask by a mention of the bot, or by a reply to it, too: true or false.',
  },
} as const satisfies Record<string, Row>

const ownRows = {
  MAX_OPEN_PER_PERSON: {
    field: wholeNumber(videos),
    defaultText: '3',
    meaning: 'Videos that one person may have in the making at once.',
  },
  MAX_PER_PERSON_PER_DAY: {
    field: wholeNumber({ least: 1, most: 100_000, unit: 'videos' }),
    defaultText: '10',
    meaning:
      'Videos that one person may have on one day (UTC), those included that failed and may have cost something.',
  },
  MAX_ATTEMPTS_PER_PERSON_PER_DAY: {
    field: wholeNumber({ least: 1, most: 100_000, unit: 'videos' }).optional(),
    meaning:
      'Videos that one person may ask for on one day (UTC), however they end. Without it 50, or MAX_PER_PERSON_PER_DAY where that is more.',
  },
  MAX_ATTEMPTS_PER_PERSON_PER_MINUTE: {
    field: wholeNumber({ least: 1, most: 100_000, unit: 'videos' }).optional(),
    meaning:
      'Videos that one person may ask for within a minute, however they end. Without it 10, or MAX_OPEN_PER_PERSON where that is more.',
  },
  BUDGET_PERSON_DAY: {
    field: budget,
    defaultText: '3',
    meaning: 'US dollars that one person may spend on one day (UTC). 0 closes, unlimited opens.',
  },
  BUDGET_SERVER_MONTH: {
    field: budget,
    defaultText: '30',
    meaning: 'US dollars that one server may spend in one month (UTC). 0 closes, unlimited opens.',
  },
  BUDGET_MONTH: {
    field: budget,
    defaultText: '100',
    meaning: 'US dollars that everybody together may spend in one month (UTC). 0 closes, unlimited opens.',
  },
  QUOTE_ABOVE: {
    field: budget,
    defaultText: '1',
    meaning:
      'US dollars above which a video is first shown to the person with its price, and begins when they press Generate. 0 always asks, unlimited never.',
  },
  DATABASE_URL: {
    field: databaseUrl,
    defaultText: 'sqlite://data/kling.sqlite',
    meaning: 'Where generations are stored.',
  },
  RECORD_RETENTION_DAYS: {
    field: wholeNumber({ least: 1, most: 36_500, unit: 'days' }),
    defaultText: '365',
    meaning: 'Days that prompts and ids of finished videos are kept. What the videos cost stays.',
  },
  MEDIA_DIRECTORY: {
    field: folder,
    defaultText: 'data/media',
    meaning: 'Folder for pictures and finished videos.',
  },
  MEDIA_MAX_GB: {
    field: gigabytes,
    defaultText: '10',
    meaning: 'Room for that folder in gigabytes. When it is full, the oldest files that nobody needs go first.',
  },
  MEDIA_RETENTION_DAYS: {
    field: wholeNumber({ least: 1, most: 36_500, unit: 'days' }),
    defaultText: '90',
    meaning: 'Days that files are kept.',
  },
  SHUTDOWN_GRACE: {
    field: wholeNumber({ least: 0, most: 3_600, unit: 'seconds' }),
    defaultText: '25',
    meaning: 'Seconds that a submit under way may take when the bot is stopped.',
  },
  LOG_LEVEL: {
    field: oneOf(logLevels),
    defaultText: 'info',
    meaning: 'How much is logged: fatal, error, warn, info, debug, trace or silent.',
  },
} as const satisfies Record<string, Row>

const rows = { ...discordRows, ...ownRows }

/** What the variables mean that belong to no provider. */
export type Settings = { readonly [Name in keyof typeof rows]: z.infer<(typeof rows)[Name]['field']> }

const list = (named: Readonly<Record<string, Row>>): Variable[] =>
  Object.entries(named).map(([name, row]) => ({ name, ...row }))

/** All of them are needed where the provider is used. */
export const listSecrets = ({ account }: ConfigurableProvider) => Object.values(account.secrets)

/** The names of these variables: `ACCESS_KEY with SECRET_KEY`. */
export function nameSecrets(provider: ConfigurableProvider): string {
  return listSecrets(provider)
    .map(({ variable }) => variable)
    .join(' with ')
}

/** When a provider's key may be left out: one provider is enough, whichever it is. */
function explainNeed({ id }: ConfigurableProvider, providers: readonly ConfigurableProvider[]): string {
  const others = providers.filter((other) => other.id !== id).map(nameSecrets)
  return others.length === 0 ? 'Needed.' : `Needed unless ${others.join(' or ')} is set.`
}

function listOfProvider(provider: ConfigurableProvider, providers: readonly ConfigurableProvider[]): Variable[] {
  const { apiUrl, slots } = provider.account
  const need = explainNeed(provider, providers)
  return [
    ...listSecrets(provider).map(({ variable, meaning, fix }) => ({
      name: variable,
      field: secret(fix).optional(),
      meaning: `${meaning} ${need}`,
    })),
    {
      name: apiUrl.variable,
      field: address({ example: apiUrl.default, path: apiUrl.path }),
      defaultText: apiUrl.default,
      meaning: apiUrl.meaning,
    },
    {
      name: slots.variable,
      field: wholeNumber(videos),
      defaultText: String(slots.default),
      meaning: slots.meaning,
    },
  ]
}

/** Everything the operator can set, in the order of the documentation. Nothing else is read from the environment. */
export function listVariables(providers: readonly ConfigurableProvider[]): Variable[] {
  const ids = providers.map(({ id }) => id)
  return [
    ...list(discordRows),
    {
      name: 'KLING_PROVIDERS',
      field: listOf(ids),
      defaultText: ids.join(','),
      meaning: 'Providers in the order of preference, separated by commas. Without it, those that have a key.',
    },
    ...providers.flatMap((provider) => listOfProvider(provider, providers)),
    ...list(ownRows),
  ]
}
