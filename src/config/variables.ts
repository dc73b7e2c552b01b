/** One environment variable, as the README's table and `.env.example` show it. */
export interface Variable {
  readonly name: string
  /** The value that counts when none is set; empty where there is none. */
  readonly defaultText: string
  /** One sentence or two for the operator. */
  readonly meaning: string
  readonly required: boolean
}

/** Everything the operator can set, in the order of the documentation. Nothing else is read from the environment. */
export const variables = [
  {
    name: 'DISCORD_TOKEN',
    defaultText: '',
    meaning: 'Bot token, from https://discord.com/developers/applications, page "Bot".',
    required: true,
  },
  {
    name: 'DISCORD_API_URL',
    defaultText: 'https://discord.com/api',
    meaning: "Base address of Discord's REST API, without version and without a slash at the end.",
    required: false,
  },
  {
    name: 'DISCORD_CDN_URL',
    defaultText: 'https://cdn.discordapp.com',
    meaning:
      "Attached pictures are taken from this origin, https://media.discordapp.net and Discord's image proxy only.",
    required: false,
  },
  {
    name: 'DISCORD_GUILD_ID',
    defaultText: '',
    meaning: 'Registers the commands to this server at once (for development) instead of everywhere.',
    required: false,
  },
  {
    name: 'ALLOWED_GUILDS',
    defaultText: 'any',
    meaning: 'Ids of the servers that may spend, separated by commas. Elsewhere the bot explains.',
    required: false,
  },
  {
    name: 'ALLOW_USER_INSTALL',
    defaultText: 'false',
    meaning: 'Whether people may use the bot outside those servers, on their own allowance: true or false.',
    required: false,
  },
  {
    name: 'KLING_PROVIDERS',
    defaultText: 'runcomfy,runware',
    meaning: 'Providers in the order of preference, separated by commas. Without it, those that have a key.',
    required: false,
  },
  {
    name: 'RUNCOMFY_API_KEY',
    defaultText: '',
    meaning: 'Key of RunComfy, from https://www.runcomfy.com/profile. One of the two keys is needed.',
    required: false,
  },
  {
    name: 'RUNCOMFY_API_URL',
    defaultText: 'https://model-api.runcomfy.net',
    meaning: "Address of RunComfy's API. Setting it also trusts its origin for the download of results.",
    required: false,
  },
  {
    name: 'RUNCOMFY_MAX_CONCURRENT',
    defaultText: '5',
    meaning: 'Videos that RunComfy may render for us at once. The slots are those of the account.',
    required: false,
  },
  {
    name: 'RUNWARE_API_KEY',
    defaultText: '',
    meaning: 'Key of Runware, from https://my.runware.ai/keys. One of the two keys is needed.',
    required: false,
  },
  {
    name: 'RUNWARE_API_URL',
    defaultText: 'https://api.runware.ai/v1',
    meaning: "Address of Runware's API. Setting it also trusts its origin for the download of results.",
    required: false,
  },
  {
    name: 'RUNWARE_MAX_CONCURRENT',
    defaultText: '5',
    meaning: 'Videos that Runware may render for us at once.',
    required: false,
  },
  {
    name: 'MAX_OPEN_PER_PERSON',
    defaultText: '3',
    meaning: 'Videos that one person may have in the making at once.',
    required: false,
  },
  {
    name: 'MAX_PER_PERSON_PER_DAY',
    defaultText: '10',
    meaning:
      'Videos that one person may have on one day (UTC), those included that failed and may have cost something.',
    required: false,
  },
  {
    name: 'MAX_ATTEMPTS_PER_PERSON_PER_DAY',
    defaultText: '',
    meaning:
      'Videos that one person may ask for on one day (UTC), however they end. Without it 50, or MAX_PER_PERSON_PER_DAY where that is more.',
    required: false,
  },
  {
    name: 'MAX_ATTEMPTS_PER_PERSON_PER_MINUTE',
    defaultText: '',
    meaning:
      'Videos that one person may ask for within a minute, however they end. Without it 10, or MAX_OPEN_PER_PERSON where that is more.',
    required: false,
  },
  {
    name: 'BUDGET_PERSON_DAY',
    defaultText: '3',
    meaning: 'US dollars that one person may spend on one day (UTC). 0 closes, unlimited opens.',
    required: false,
  },
  {
    name: 'BUDGET_SERVER_MONTH',
    defaultText: '30',
    meaning: 'US dollars that one server may spend in one month (UTC). 0 closes, unlimited opens.',
    required: false,
  },
  {
    name: 'BUDGET_MONTH',
    defaultText: '100',
    meaning: 'US dollars that everybody together may spend in one month (UTC). 0 closes, unlimited opens.',
    required: false,
  },
  {
    name: 'DATABASE_URL',
    defaultText: 'sqlite://data/kling.sqlite',
    meaning: 'Where generations are stored.',
    required: false,
  },
  {
    name: 'RECORD_RETENTION_DAYS',
    defaultText: '365',
    meaning: 'Days that prompts and ids of finished videos are kept. What the videos cost stays.',
    required: false,
  },
  {
    name: 'MEDIA_DIRECTORY',
    defaultText: 'data/media',
    meaning: 'Folder for pictures and finished videos.',
    required: false,
  },
  {
    name: 'MEDIA_MAX_GB',
    defaultText: '10',
    meaning: 'Room for that folder in gigabytes. When it is full, the oldest files that nobody needs go first.',
    required: false,
  },
  {
    name: 'MEDIA_RETENTION_DAYS',
    defaultText: '90',
    meaning: 'Days that files are kept.',
    required: false,
  },
  {
    name: 'SHUTDOWN_GRACE',
    defaultText: '25',
    meaning: 'Seconds that a submit under way may take when the bot is stopped.',
    required: false,
  },
  {
    name: 'LOG_LEVEL',
    defaultText: 'info',
    meaning: 'How much is logged: fatal, error, warn, info, debug, trace or silent.',
    required: false,
  },
] as const satisfies readonly Variable[]

export type VariableName = (typeof variables)[number]['name']
