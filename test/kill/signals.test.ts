import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { type DiscordSandbox, startDiscordSandbox } from '../../sandbox/discord/startDiscordSandbox.ts'
import { type KlingSandbox, startKlingSandbox } from '../../sandbox/kling/startKlingSandbox.ts'
import { seconds } from '../../src/domain/clock.ts'
import { listSubmits } from '../support/listSubmits.ts'
import { openRaw } from '../support/openRaw.ts'
import { readRecords } from './support/readRecords.ts'

let discord: DiscordSandbox
let kling: KlingSandbox
let directory: string
let child: ChildProcess | undefined

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kling-signals-'))
  discord = await startDiscordSandbox()
  kling = await startKlingSandbox({ video: 'tiny', renderMilliseconds: Number.POSITIVE_INFINITY })
})
afterEach(async () => {
  child?.kill('SIGKILL')
  await discord.close()
  await kling.close()
  await rm(directory, { recursive: true, force: true })
})

interface Ending {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  /** How long it took from the call, in milliseconds. */
  readonly took: number
  readonly log: string
}

/** The bot as an operator starts it, in real time. Resolves when it serves. */
async function startBot(grace: number): Promise<(how: () => void | Promise<void>) => Promise<Ending>> {
  const bot = spawn(process.execPath, [join(inject('build'), 'src', 'index.js')], {
    cwd: directory,
    env: {
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.apiUrl,
      RUNCOMFY_API_KEY: kling.runcomfyKey,
      RUNCOMFY_API_URL: kling.runcomfyUrl,
      DATABASE_URL: `sqlite://${join(directory, 'kling.sqlite')}`,
      SHUTDOWN_GRACE: String(grace),
    },
  })
  child = bot
  let log = ''
  for (const output of [bot.stdout, bot.stderr]) output.on('data', (chunk: Buffer) => (log += chunk.toString()))
  const ended = new Promise<Pick<Ending, 'code' | 'signal'>>((resolve) =>
    bot.on('close', (code, signal) => resolve({ code, signal })),
  )
  while (!log.includes('The bot serves')) {
    if (bot.exitCode !== null) throw new Error(log)
    await sleep(5)
  }
  return async (how) => {
    const calledAt = performance.now()
    await how()
    return { ...(await ended), took: performance.now() - calledAt, log }
  }
}

const terminate = () => void child?.kill('SIGTERM')

async function askUntilSubmitted(): Promise<void> {
  const member = discord.addUser({ name: 'Ana' }).in(discord.addGuild().addChannel())
  await member.run('kling video', { prompt: 'a red fox' })
  while (listSubmits({ kling }).length === 0) await sleep(5)
}

test('on SIGTERM a submit in flight is waited for, and what came of it is saved', async () => {
  const end = await startBot(20)
  kling.faults.add({ endpoint: 'submit', effect: { kind: 'slow', milliseconds: seconds(2) } })
  await askUntilSubmitted()
  const { code, signal } = await end(terminate)
  expect({ code, signal }).toEqual({ code: 0, signal: null })
  expect(kling.jobs).toHaveLength(1)
  const { open } = await readRecords(directory)
  expect(open[0]).toMatchObject({ state: 'running', operation: { requestId: kling.jobs[0]?.id } })
}, 60_000)

test('on SIGTERM one that hangs is given up after the grace, and the process ends within five seconds more', async () => {
  const end = await startBot(1)
  kling.faults.add({ endpoint: 'submit', effect: { kind: 'noAnswer' } })
  await askUntilSubmitted()
  const { code, signal, took } = await end(terminate)
  expect({ code, signal }).toEqual({ code: 0, signal: null })
  expect(took).toBeGreaterThanOrEqual(seconds(1))
  expect(took).toBeLessThan(seconds(1 + 5))
  const { open } = await readRecords(directory)
  expect(open[0]).toMatchObject({ state: 'submitting' })
}, 60_000)

test('on SIGTERM with nothing in flight the process ends within five seconds', async () => {
  const end = await startBot(20)
  await askUntilSubmitted()
  while (kling.jobs.length === 0) await sleep(5)
  const { code, signal, took } = await end(terminate)
  expect({ code, signal }).toEqual({ code: 0, signal: null })
  expect(took).toBeLessThan(seconds(5))
}, 60_000)

test('a second signal while it stops changes nothing: systemd and npm send one each', async () => {
  const end = await startBot(20)
  kling.faults.add({ endpoint: 'submit', effect: { kind: 'slow', milliseconds: seconds(2) } })
  await askUntilSubmitted()
  const { code, signal, log } = await end(async () => {
    terminate()
    await sleep(300)
    terminate()
    child?.kill('SIGINT')
  })
  expect({ code, signal }).toEqual({ code: 0, signal: null })
  expect(log.match(/Stopping already/g)).toHaveLength(2)
  const { open } = await readRecords(directory)
  expect(open[0]).toMatchObject({ state: 'running', operation: { requestId: kling.jobs[0]?.id } })
}, 60_000)

test('ends with code 1 as soon as another process has taken the store', async () => {
  const end = await startBot(20)
  const leases = openRaw(join(directory, 'kling.sqlite'))
  const { code, log } = await end(async () => {
    await leases.query(`UPDATE leases SET value = json_set(value, '$.fencing', json_extract(value, '$.fencing') + 1)`)
    await leases.close()
  })
  expect(code).toBe(1)
  expect(log).toContain('The bot stops at once because another process has its store')
}, 60_000)
