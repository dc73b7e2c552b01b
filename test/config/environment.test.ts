import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import {
  type Environment,
  formatProblems,
  readEnvironment,
  readProcessEnvironment,
  readSettings,
} from '../../src/config/readEnvironment.ts'
import type { Policy } from '../../src/domain/policy.ts'
import type { LogLevel } from '../../src/log.ts'
import { type ProviderAccount, providerDefinitions } from '../../src/services/providers/registry.ts'
import { createThirdProvider } from '../support/startThirdProvider.ts'

const token = 'a-very-fake-discord-token'
const klingKey = 'api-key-kling-very-fake'
const runcomfyKey = 'a-very-fake-runcomfy-key'
const runwareKey = 'a-very-fake-runware-key'
const needed = { DISCORD_TOKEN: token, RUNCOMFY_API_KEY: runcomfyKey }

function read(given: Record<string, string | undefined>): Environment {
  const result = readEnvironment({ ...needed, ...given }, providerDefinitions)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.environment
}

function findProblems(given: Record<string, string | undefined>) {
  const result = readEnvironment(given, providerDefinitions)
  return result.ok ? [] : result.problems
}

afterEach(() => {
  vi.unstubAllEnvs()
})

test('token and one key are enough; everything else has its default', () => {
  expect(read({})).toStrictEqual({
    discord: {
      token,
      apiUrl: 'https://discord.com/api',
      cdnUrl: 'https://cdn.discordapp.com',
      guildId: undefined,
      listensToMentions: true,
    },
    policy: {
      providers: ['runcomfy'],
      allowedGuilds: 'any',
      allowUserInstall: false,
      caps: {
        openPerPerson: 3,
        perPersonPerDay: 10,
        attemptsPerPersonPerDay: 50,
        attemptsPerPersonPerMinute: 10,
        personDay: 3_000_000,
        serverMonth: 30_000_000,
        month: 100_000_000,
      },
      quoteAbove: 1_000_000,
    },
    providers: {
      kling: { secrets: undefined, apiUrl: 'https://api-singapore.klingai.com', maxConcurrent: 20 },
      runcomfy: { secrets: { key: runcomfyKey }, apiUrl: 'https://model-api.runcomfy.net', maxConcurrent: 5 },
      runware: { secrets: undefined, apiUrl: 'https://api.runware.ai/v1', maxConcurrent: 5 },
    },
    databaseUrl: 'sqlite://data/kling.sqlite',
    recordRetention: 365 * 86_400_000,
    media: { directory: 'data/media', capBytes: 10_000_000_000, retention: 90 * 86_400_000 },
    shutdownGrace: 25_000,
    logLevel: 'info',
    secrets: [token, runcomfyKey],
  })
})

test('every variable is read', () => {
  expect(
    read({
      DISCORD_API_URL: 'http://127.0.0.1:4001/api',
      DISCORD_CDN_URL: 'http://127.0.0.1:4001',
      DISCORD_GUILD_ID: '1234567890123456789',
      ALLOWED_GUILDS: '1234567890123456789, 1234567890123456780,1234567890123456789,',
      ALLOW_USER_INSTALL: 'true',
      LISTEN_TO_MENTIONS: 'false',
      KLING_PROVIDERS: 'runware, runcomfy, kling',
      KLING_API_KEY: klingKey,
      KLING_API_URL: 'http://127.0.0.1:4004',
      KLING_MAX_CONCURRENT: '3',
      RUNCOMFY_API_URL: 'http://127.0.0.1:4002',
      RUNCOMFY_MAX_CONCURRENT: '1',
      RUNWARE_API_KEY: runwareKey,
      RUNWARE_API_URL: 'http://127.0.0.1:4003/v1',
      RUNWARE_MAX_CONCURRENT: '7',
      MAX_OPEN_PER_PERSON: '100',
      MAX_PER_PERSON_PER_DAY: '1000',
      MAX_ATTEMPTS_PER_PERSON_PER_DAY: '900',
      MAX_ATTEMPTS_PER_PERSON_PER_MINUTE: '4',
      BUDGET_PERSON_DAY: '0.126',
      BUDGET_SERVER_MONTH: '0',
      BUDGET_MONTH: 'unlimited',
      QUOTE_ABOVE: '2.5',
      DATABASE_URL: 'sqlite:///var/lib/kling.sqlite',
      MEDIA_DIRECTORY: '/var/lib/kling media',
      MEDIA_MAX_GB: '2.5',
      RECORD_RETENTION_DAYS: '30',
      MEDIA_RETENTION_DAYS: '7',
      SHUTDOWN_GRACE: '0',
      LOG_LEVEL: 'debug',
    }),
  ).toStrictEqual({
    discord: {
      token,
      apiUrl: 'http://127.0.0.1:4001/api',
      cdnUrl: 'http://127.0.0.1:4001',
      guildId: '1234567890123456789',
      listensToMentions: false,
    },
    policy: {
      providers: ['runware', 'runcomfy', 'kling'],
      allowedGuilds: ['1234567890123456789', '1234567890123456780'],
      allowUserInstall: true,
      caps: {
        openPerPerson: 100,
        perPersonPerDay: 1_000,
        attemptsPerPersonPerDay: 900,
        attemptsPerPersonPerMinute: 4,
        personDay: 126_000,
        serverMonth: 0,
        month: 'unlimited',
      },
      quoteAbove: 2_500_000,
    },
    providers: {
      kling: { secrets: { key: klingKey }, apiUrl: 'http://127.0.0.1:4004', maxConcurrent: 3 },
      runcomfy: { secrets: { key: runcomfyKey }, apiUrl: 'http://127.0.0.1:4002', maxConcurrent: 1 },
      runware: { secrets: { key: runwareKey }, apiUrl: 'http://127.0.0.1:4003/v1', maxConcurrent: 7 },
    },
    databaseUrl: 'sqlite:///var/lib/kling.sqlite',
    recordRetention: 30 * 86_400_000,
    media: { directory: '/var/lib/kling media', capBytes: 2_500_000_000, retention: 7 * 86_400_000 },
    shutdownGrace: 0,
    logLevel: 'debug',
    secrets: [token, klingKey, runcomfyKey, runwareKey],
  })
})

test('the result is what the domain, the log and the providers take', () => {
  const { policy, logLevel, providers: accounts } = read({})
  const taken: {
    policy: Omit<Policy, 'providers'>
    logLevel: LogLevel
    accounts: Readonly<Record<string, ProviderAccount>>
  } = { policy, logLevel, accounts }
  expect(taken.policy).toBe(policy)
})

test('blanks count as missing, and spaces around a value do not count', () => {
  expect(read({ BUDGET_MONTH: '  ', ALLOWED_GUILDS: '', RUNWARE_API_KEY: ' \t', LOG_LEVEL: ' WARN ' })).toStrictEqual(
    read({ LOG_LEVEL: 'warn' }),
  )
  expect(findProblems({ ...needed, DISCORD_TOKEN: '  ' })).toMatchObject([
    { variable: 'DISCORD_TOKEN', problem: 'is missing' },
  ])
})

test('without the order of providers, those with a key are used, Kling first', () => {
  const all = { KLING_API_KEY: klingKey, RUNWARE_API_KEY: runwareKey }
  expect(read(all).policy.providers).toEqual(['kling', 'runcomfy', 'runware'])
  expect(read({ RUNWARE_API_KEY: runwareKey }).policy.providers).toEqual(['runcomfy', 'runware'])
  expect(read({ RUNCOMFY_API_KEY: '', RUNWARE_API_KEY: runwareKey }).policy.providers).toEqual(['runware'])
})

test('a provider that is not named is not used, and its key stays a secret', () => {
  const environment = read({ RUNWARE_API_KEY: runwareKey, KLING_PROVIDERS: 'RunComfy' })
  expect(environment.policy.providers).toEqual(['runcomfy'])
  expect(environment.secrets).toContain(runwareKey)
})

test('without any key there is one problem that names all', () => {
  for (const order of ['', 'runware']) {
    expect(findProblems({ DISCORD_TOKEN: token, KLING_PROVIDERS: order })).toStrictEqual([
      {
        variable: 'KLING_API_KEY, RUNCOMFY_API_KEY, RUNWARE_API_KEY',
        problem: 'are all missing: no video provider is configured',
        fix: 'Set at least one of them. KLING_API_KEY: Make a key at https://kling.ai/dev/api-key. RUNCOMFY_API_KEY: Copy the token from https://www.runcomfy.com/profile. RUNWARE_API_KEY: Copy a key from https://my.runware.ai/keys.',
      },
    ])
  }
})

test('a named provider without a key is a problem', () => {
  expect(findProblems({ ...needed, KLING_PROVIDERS: 'runcomfy,runware' })).toStrictEqual([
    {
      variable: 'KLING_PROVIDERS',
      problem: 'names runware, but RUNWARE_API_KEY is missing',
      fix: 'Set RUNWARE_API_KEY, or take runware out of KLING_PROVIDERS. Copy a key from https://my.runware.ai/keys.',
    },
  ])
})

const acme = createThirdProvider([])
const nobody = 'missing: no video provider is configured'
const acmeFix = 'ACME_USER: Ask Acme. ACME_KEY: Ask Acme.'

test.each([
  ['alone, without its keys', [acme], {}, ['ACME_USER with ACME_KEY', `is ${nobody}`, acmeFix]],
  [
    'beside another, without any key',
    [...providerDefinitions.slice(1, 2), acme],
    {},
    [
      'RUNCOMFY_API_KEY, ACME_USER with ACME_KEY',
      `are both ${nobody}`,
      `Set at least one of them. RUNCOMFY_API_KEY: Copy the token from https://www.runcomfy.com/profile. ${acmeFix}`,
    ],
  ],
  [
    'with one key of two',
    [...providerDefinitions, acme],
    { ACME_USER: 'a-fake-user' },
    ['ACME_KEY', 'is missing: acme needs it beside what is set', 'Ask Acme.'],
  ],
])('a provider that needs two keys, %s, is told of its own', (_how, providers, given, expected) => {
  const reading = readEnvironment({ DISCORD_TOKEN: token, ...given }, providers)
  const problems = reading.ok ? [] : reading.problems.map(({ variable, problem, fix }) => [variable, problem, fix])
  expect(problems).toStrictEqual([expected])
})

const mistakes: readonly (readonly [string, string, string])[] = [
  ['DISCORD_TOKEN', `Bot ${token}`, 'begins with a word that is no part of it'],
  ['DISCORD_TOKEN', `"${token}"`, 'contains quotes, spaces or other characters that no key has'],
  ['DISCORD_TOKEN', 'two words-of-it', 'contains quotes, spaces or other characters that no key has'],
  ['DISCORD_TOKEN', 'short', 'is too short: it seems to be cut off'],
  ['RUNCOMFY_API_KEY', 'Bearer abcdefghij', 'begins with a word that is no part of it'],
  ['RUNWARE_API_KEY', 'naïve-key-with-accent', 'contains quotes, spaces or other characters that no key has'],
  ['DISCORD_API_URL', 'discord.com/api', 'is not an http or https address'],
  ['DISCORD_API_URL', 'https://discord.com/api/', 'ends with a slash'],
  ['DISCORD_API_URL', 'https://discord.com/api/v10', 'ends with a version'],
  ['DISCORD_API_URL', 'https://discord.com/api?x=1', 'has more than a path'],
  ['DISCORD_API_URL', 'https://me:secret@discord.com/api', 'contains a name or a password'],
  ['DISCORD_CDN_URL', 'https://cdn.discordapp.com/', 'ends with a slash'],
  ['DISCORD_CDN_URL', 'https://cdn.discordapp.com/attachments', 'has a path'],
  ['DISCORD_CDN_URL', 'ftp://cdn.discordapp.com', 'is not an http or https address'],
  ['DISCORD_GUILD_ID', 'my server', 'is not the id of a server'],
  ['ALLOWED_GUILDS', '1234567890123456789;1234567890123456780', 'is not a list of server ids'],
  ['ALLOWED_GUILDS', ',', 'is not a list of server ids'],
  ['ALLOW_USER_INSTALL', 'yes', 'is neither true nor false'],
  ['KLING_API_KEY', 'Bearer abcdefghij', 'begins with a word that is no part of it'],
  ['KLING_API_URL', 'https://api-singapore.klingai.com/', 'ends with a slash'],
  ['KLING_MAX_CONCURRENT', '0', 'is not a whole number from 1 to 1000'],
  ['KLING_PROVIDERS', 'runcomfy,acme', 'names something else than a provider'],
  ['RUNCOMFY_API_URL', 'https://model-api.runcomfy.net/v1', 'ends with a version'],
  ['RUNCOMFY_MAX_CONCURRENT', '0', 'is not a whole number from 1 to 1000'],
  ['RUNWARE_API_URL', 'https://api.runware.ai/v1/', 'ends with a slash'],
  ['RUNWARE_MAX_CONCURRENT', '2.5', 'is not a whole number from 1 to 1000'],
  ['MAX_OPEN_PER_PERSON', 'many', 'is not a whole number from 1 to 1000'],
  ['MAX_PER_PERSON_PER_DAY', '-1', 'is not a whole number from 1 to 100000'],
  ['BUDGET_PERSON_DAY', '$3', 'is not an amount of US dollars'],
  ['BUDGET_SERVER_MONTH', '2,50', 'is not an amount of US dollars'],
  ['BUDGET_MONTH', '-5', 'is not an amount of US dollars'],
  ['BUDGET_MONTH', '1e3', 'is not an amount of US dollars'],
  ['DATABASE_URL', 'postgres://me:secret@host/kling', 'names a database that is not supported yet: only SQLite is'],
  ['DATABASE_URL', 'redis://host', 'names a database that is not supported yet: only SQLite is'],
  ['DATABASE_URL', 'data/kling.sqlite', 'is not the address of an SQLite database'],
  ['DATABASE_URL', 'sqlite://', 'is not the address of an SQLite database'],
  ['MEDIA_DIRECTORY', 'a\0b', 'is not a folder'],
  ['MEDIA_MAX_GB', '10 GB', 'is not a number of gigabytes above 0'],
  ['MEDIA_MAX_GB', '0', 'is not a number of gigabytes above 0'],
  ['RECORD_RETENTION_DAYS', '0', 'is not a whole number from 1 to 36500'],
  ['MEDIA_RETENTION_DAYS', '0', 'is not a whole number from 1 to 36500'],
  ['SHUTDOWN_GRACE', '25s', 'is not a whole number from 0 to 3600'],
  ['LOG_LEVEL', 'verbose', 'is not one of the known words'],
]

test.each(mistakes)('%s=%j is a problem with a fix', (variable, text, problem) => {
  const problems = findProblems({ ...needed, [variable]: text })
  expect(problems).toStrictEqual([{ variable, problem, fix: expect.stringMatching(/^[A-Z].{10,}\.$|^[A-Z].*"\.$/) }])
})

test('no message repeats a value, since it may be a key in the wrong place', () => {
  for (const [variable, text] of mistakes) {
    const problems = findProblems({ ...needed, [variable]: `${text} ${token}` })
    expect(JSON.stringify(problems)).not.toContain(token)
  }
})

test('all problems are found together', () => {
  const given = Object.fromEntries(mistakes.map(([variable, text]) => [variable, text]))
  const problems = findProblems({
    ...given,
    DISCORD_TOKEN: '',
    KLING_API_KEY: '',
    RUNCOMFY_API_KEY: '',
    RUNWARE_API_KEY: '',
  })
  const expected = new Set(mistakes.map(([variable]) => variable))
  expected.delete('KLING_API_KEY')
  expected.delete('RUNCOMFY_API_KEY')
  expected.delete('RUNWARE_API_KEY')
  expect(new Set(problems.map(({ variable }) => variable))).toEqual(
    new Set([...expected, 'KLING_API_KEY, RUNCOMFY_API_KEY, RUNWARE_API_KEY']),
  )
})

test('all problems are printed, each with the variable, what is wrong and the fix', () => {
  const problems = findProblems({ BUDGET_MONTH: 'a lot', RUNCOMFY_API_KEY: runcomfyKey })
  expect(
    formatProblems(problems),
  ).toBe(`The bot can't start. 2 settings need fixing, in the environment or in the file .env:

  DISCORD_TOKEN is missing.
    Copy it from https://discord.com/developers/applications: your application, page "Bot", "Reset Token".

  BUDGET_MONTH is not an amount of US dollars.
    Write it like 3 or 2.50, without a sign; or 0, or unlimited.

The file .env.example explains every setting.`)
})

test('one problem is counted as one', () => {
  expect(formatProblems(findProblems({ DISCORD_TOKEN: token }))).toContain('One setting needs fixing')
})

async function createFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'kling-environment-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

test('the variables of the process are taken where there is no .env file', async () => {
  vi.stubEnv('KLING_TEST_ONLY', 'of the process')
  const read = readProcessEnvironment(join(await createFolder(), '.env'))
  expect(read.KLING_TEST_ONLY).toBe('of the process')
})

test('the process wins over the file, unless its value is blank', async () => {
  const file = join(await createFolder(), '.env')
  await writeFile(
    file,
    '\uFEFFKLING_ONE=file\n# a comment\nexport KLING_TWO="file two" # of two words\nKLING_THREE=file\n',
  )
  vi.stubEnv('KLING_ONE', undefined)
  vi.stubEnv('KLING_TWO', ' ')
  vi.stubEnv('KLING_THREE', 'process')
  expect(readProcessEnvironment(file)).toMatchObject({
    KLING_ONE: 'file',
    KLING_TWO: 'file two',
    KLING_THREE: 'process',
  })
})

test('a folder named .env is not a file of variables', async () => {
  const file = join(await createFolder(), '.env')
  await mkdir(file)
  expect(() => readProcessEnvironment(file)).not.toThrow()
})

test('the caps on attempts are never met before those on videos, unless they are set', () => {
  const reading = readEnvironment(
    { ...needed, MAX_OPEN_PER_PERSON: '30', MAX_PER_PERSON_PER_DAY: '80' },
    providerDefinitions,
  )
  expect(reading.ok && reading.environment.policy.caps).toMatchObject({
    attemptsPerPersonPerDay: 80,
    attemptsPerPersonPerMinute: 30,
  })
})

/** What is wrong with the settings of a process in a folder with such a `.env`. */
async function findProblemsOf(text: string | Buffer, own: Record<string, string> = {}) {
  const file = join(await createFolder(), '.env')
  await writeFile(file, text)
  for (const [name, value] of Object.entries(own)) vi.stubEnv(name, value)
  const reading = readSettings(providerDefinitions, file)
  return reading.ok ? [] : reading.problems
}

const usable = `DISCORD_TOKEN=${token}\nRUNCOMFY_API_KEY=${runcomfyKey}\n`

test.each([
  ['BUGDET_MONTH', 'BUDGET_MONTH'],
  ['BUDGET_MONTHS', 'BUDGET_MONTH'],
  ['budget_month', 'BUDGET_MONTH'],
  ['BUDGET_PER_MONTH', 'BUDGET_PERSON_DAY or BUDGET_SERVER_MONTH or BUDGET_MONTH'],
  ['MAX_PER_PERSON_PERDAY', 'MAX_PER_PERSON_PER_DAY'],
  ['ALLOWED_GUILD', 'ALLOWED_GUILDS'],
  ['RUNWARE_KEY', 'RUNWARE_API_KEY or RUNWARE_API_URL or RUNWARE_MAX_CONCURRENT'],
  ['LOGLEVEL', 'LOG_LEVEL'],
])('%s in .env is named with the setting that it resembles', async (name, nearest) => {
  expect(await findProblemsOf(`${usable}${name}=5\n`)).toStrictEqual([
    { variable: name, problem: 'is not a setting of this bot', fix: `Write ${nearest}, or take the line out.` },
  ])
})

test('a misspelt variable of the process is named as well', async () => {
  expect(await findProblemsOf(usable, { BUGDET_MONTH: '5' })).toStrictEqual([
    {
      variable: 'BUGDET_MONTH',
      problem: 'is not a setting of this bot',
      fix: 'Set BUDGET_MONTH instead; beside it, if BUGDET_MONTH is for another program.',
    },
  ])
  expect(await findProblemsOf(`${usable}BUDGET_MONTH=5\n`, { BUGDET_MONTH: '5' })).toEqual([])
})

test('what belongs to other programs is let pass', async () => {
  const foreign = {
    DATABASE_URI: 'x',
    DISCORD_CLIENT_ID: '1',
    DISCORD_WEBHOOK_URL: 'x',
    LOGLEVEL: 'loud',
    LOG_FILE: 'x',
    MAX_MEMORY: '1',
    MEDIA_ROOT: 'x',
    BUDGET_APP_URL: 'x',
    HOME: '/',
  }
  expect(await findProblemsOf(usable, foreign)).toEqual([])
  expect(await findProblemsOf(`${usable}DISCORD_CLIENT_ID=1\nNODE_ENV=production\nTZ=UTC\nCOMPOSE_FILE=x\n`)).toEqual(
    [],
  )
})

test.each(['BUDGET_MONTH: 50', 'BUDGET_MONTH 50', 'export BUDGET_MONTH 50'])(
  'a line without an equals sign is named (%s)',
  async (line) => {
    expect(await findProblemsOf(`${usable}${line}\n`)).toStrictEqual([
      {
        variable: 'BUDGET_MONTH',
        problem: 'stands in the file .env without an equals sign',
        fix: 'Write it like BUDGET_MONTH=value.',
      },
    ])
    expect(await findProblemsOf(`${usable}# ${line}\nBUDGET_SERVER_MONTH = 50\n`)).toEqual([])
  },
)

test.each<[string, Buffer]>([
  ['with its mark', Buffer.from(`\uFEFF${usable}`, 'utf16le')],
  ['without', Buffer.from(usable, 'utf16le')],
  ['the other way round', Buffer.from(`\uFEFF${usable}`, 'utf16le').swap16()],
])('a .env in UTF-16 (%s) has a sentence of its own, and nothing else is said', async (_how, bytes) => {
  expect(await findProblemsOf(bytes)).toStrictEqual([
    {
      variable: 'The file .env',
      problem: 'is saved as UTF-16, which nothing of it can be read from',
      fix: 'Save it as UTF-8: in Notepad under "Save as", field "Encoding".',
    },
  ])
})

test('a .env that cannot be read is one problem with its fix', async () => {
  const file = join(await createFolder(), '.env')
  await symlink(file, file)
  expect(readSettings(providerDefinitions, file)).toStrictEqual({
    ok: false,
    problems: [
      {
        variable: 'The file .env',
        problem: 'cannot be read: it is a link that leads to itself',
        fix: 'Give it to the user who starts the bot (chown, chmod 600), or take it out of this folder.',
      },
    ],
  })
})

test('a folder named .env is named where settings are missing', async () => {
  const file = join(await createFolder(), '.env')
  await mkdir(file)
  vi.stubEnv('DISCORD_TOKEN', token)
  const reading = readSettings(providerDefinitions, file)
  expect(reading.ok ? [] : reading.problems).toMatchObject([
    { variable: 'The file .env', problem: 'cannot be read: it is a folder' },
    { variable: 'KLING_API_KEY, RUNCOMFY_API_KEY, RUNWARE_API_KEY' },
  ])
  vi.stubEnv('RUNWARE_API_KEY', runwareKey)
  expect(readSettings(providerDefinitions, file).ok).toBe(true)
})
