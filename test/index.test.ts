import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { type DiscordSandbox, startDiscordSandbox } from '../sandbox/discord/startDiscordSandbox.ts'

let discord: DiscordSandbox
let directory: string

beforeAll(async () => {
  discord = await startDiscordSandbox()
}, 60_000)
afterAll(async () => {
  await discord.close()
})
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kling-index-'))
})
afterEach(() => rm(directory, { recursive: true, force: true }))

/** What a failing test may leave running. */
const children = new Set<ChildProcess>()
afterEach(() => {
  for (const child of children) child.kill('SIGKILL')
})

interface Ending {
  readonly code: number | null
  readonly output: string
  readonly problems: string
}

/** Runs the bot as an operator does; `signal` is sent as soon as it serves. */
function runBot(variables: Record<string, string>, signal?: NodeJS.Signals): Promise<Ending> {
  const child = spawn(process.execPath, [join(inject('build'), 'src', 'index.js')], {
    cwd: directory,
    env: variables,
  })
  children.add(child)
  let output = ''
  let problems = ''
  let isStopping = false
  child.stderr.on('data', (chunk: Buffer) => (problems += chunk.toString()))
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString()
    if (signal !== undefined && !isStopping && output.includes('The bot serves')) {
      isStopping = true
      child.kill(signal)
    }
  })
  return new Promise((resolve) => {
    child.on('close', (code) => {
      children.delete(child)
      resolve({ code, output, problems })
    })
  })
}

const usable = () => ({
  DISCORD_TOKEN: discord.token,
  DISCORD_API_URL: discord.apiUrl,
  RUNCOMFY_API_KEY: 'a-very-fake-runcomfy-key',
})

describe('the process', () => {
  test('lists everything that is wrong with its settings and ends with code 1', async () => {
    const { code, problems, output } = await runBot({ BUDGET_MONTH: 'plenty', LOG_LEVEL: 'loud' })
    expect(code).toBe(1)
    for (const name of ['DISCORD_TOKEN', 'RUNCOMFY_API_KEY', 'RUNWARE_API_KEY', 'BUDGET_MONTH', 'LOG_LEVEL']) {
      expect(problems).toContain(name)
    }
    expect(problems).not.toMatch(/^\s+at /m)
    expect(output).toBe('')
  })

  test('says in one line that the Discord token is wrong and ends with code 1', async () => {
    const { code, problems } = await runBot({ ...usable(), DISCORD_TOKEN: 'another-very-fake-token' })
    expect(code).toBe(1)
    expect(problems.trimEnd().split('\n')).toEqual([expect.stringContaining('DISCORD_TOKEN')])
    expect(problems).not.toContain('another-very-fake-token')
  })

  test('says in one line that the store cannot be written and ends with code 1', async () => {
    await writeFile(join(directory, 'occupied'), 'a file where a folder should be')
    const { code, problems } = await runBot({ ...usable(), DATABASE_URL: 'sqlite://occupied/kling.sqlite' })
    expect(code).toBe(1)
    expect(problems.trimEnd().split('\n')).toEqual([expect.stringContaining('DATABASE_URL')])
  })

  test('says in one line that the media folder cannot be used and ends with code 1', async () => {
    const { code, problems } = await runBot({ ...usable(), MEDIA_DIRECTORY: '/proc/kling/media' })
    expect(code).toBe(1)
    expect(problems.trimEnd().split('\n')).toEqual([expect.stringContaining('MEDIA_DIRECTORY')])
  })

  test('names a misspelt setting, and ends with code 1', async () => {
    await writeFile(join(directory, '.env'), 'BUGDET_MONTH=5\n')
    const { code, problems } = await runBot(usable())
    expect(code).toBe(1)
    expect(problems).toContain('BUGDET_MONTH is not a setting of this bot.')
    expect(problems).toContain('Write BUDGET_MONTH, or take the line out.')
  })

  test('ends with code 1 and a line in the log when Discord closes the gateway for good', async () => {
    const ending = runBot(usable())
    await discord.untilBotIsConnected()
    while (discord.commands().length === 0) await sleep(10)
    discord.faults.closeGateway(4014)
    const { code, output } = await ending
    expect(code).toBe(1)
    const lines = output
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines).toContainEqual(
      expect.objectContaining({ level: 'error', msg: expect.stringContaining('Privileged Gateway Intents') }),
    )
  })

  test('ends with code 0 where it is stopped before it serves', async () => {
    discord.faults.script({ route: 'GET /applications/@me', effect: { kind: 'delayAnswer', milliseconds: 5_000 } })
    const ending = runBot(usable())
    while (discord.held === 0) await sleep(10)
    for (const child of children) child.kill('SIGTERM')
    const { code, output, problems } = await ending
    expect({ code, problems }).toStrictEqual({ code: 0, problems: '' })
    expect(output).not.toContain('The bot serves')
  })

  test.each(['SIGTERM', 'SIGINT'] as const)(
    'serves, ends with code 0 on %s, and leaves nothing behind that others can read, however open the machine is',
    async (signal) => {
      const { code, output, problems } = await runBot(usable(), signal)
      expect({ code, problems }).toStrictEqual({ code: 0, problems: '' })
      expect(output).toContain('The bot serves')
      expect(output).not.toContain(discord.token)
      const names = await readdir(directory, { recursive: true })
      expect(names).toEqual(expect.arrayContaining(['data', 'data/kling.sqlite', 'data/media']))
      for (const name of names) expect((await stat(join(directory, name))).mode & 0o077, name).toBe(0)
    },
  )
})
