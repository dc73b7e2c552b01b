import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { closeSync, constants, openSync, writeSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { type DiscordSandbox, startDiscordSandbox } from '../../sandbox/discord/startDiscordSandbox.ts'
import { type KlingSandbox, startKlingSandbox } from '../../sandbox/kling/startKlingSandbox.ts'
import { seconds } from '../../src/domain/clock.ts'

let discord: DiscordSandbox
let kling: KlingSandbox
let directory: string
let child: ChildProcess | undefined
const descriptors: number[] = []

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kling-output-'))
  discord = await startDiscordSandbox()
  kling = await startKlingSandbox({ video: 'tiny', renderMilliseconds: Number.POSITIVE_INFINITY })
})
afterEach(async () => {
  child?.kill('SIGKILL')
  for (const descriptor of descriptors.splice(0)) closeSync(descriptor)
  await discord.close()
  await kling.close()
  await rm(directory, { recursive: true, force: true })
})

function startBot(stdout: number | 'pipe', stderr: number | 'ignore' = 'ignore'): ChildProcess {
  child = spawn(process.execPath, [join(inject('build'), 'src', 'index.js')], {
    cwd: directory,
    stdio: ['ignore', stdout, stderr],
    env: {
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.apiUrl,
      RUNCOMFY_API_KEY: kling.runcomfyKey,
      RUNCOMFY_API_URL: kling.runcomfyUrl,
      LOG_LEVEL: 'trace',
    },
  })
  return child
}

function open(path: string, flags: number): number {
  const descriptor = openSync(path, flags)
  descriptors.push(descriptor)
  return descriptor
}

/** A pipe that nobody reads and that takes nothing more. */
async function openFullPipe(): Promise<number> {
  const path = join(directory, 'pipe')
  await promisify(execFile)('mkfifo', [path])
  const ours = open(path, constants.O_RDWR | constants.O_NONBLOCK)
  try {
    for (;;) writeSync(ours, 'x'.repeat(4_096))
  } catch {
    return open(path, constants.O_WRONLY)
  }
}

async function expectService(bot: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => bot.on('exit', (code, signal) => resolve({ code, signal })))
  while (discord.commands().length === 0) await sleep(10)
  const member = discord.addUser().in(discord.addGuild().addChannel())
  await member.run('kling video', { prompt: 'a red fox' })
  while (kling.jobs.length === 0) await sleep(10)
  const stoppedAt = performance.now()
  bot.kill('SIGTERM')
  expect(await ended).toEqual({ code: 0, signal: null })
  expect(performance.now() - stoppedAt).toBeLessThan(seconds(5))
}

test('a full disk behind standard output costs the log, not the videos nor the end', async () => {
  const bot = startBot(open('/dev/full', constants.O_WRONLY), open('/dev/full', constants.O_WRONLY))
  await expectService(bot)
}, 60_000)

test('a reader of the log that has stopped costs no more', async () => {
  const bot = startBot(await openFullPipe())
  await expectService(bot)
}, 60_000)

test('nor does one that has gone', async () => {
  const bot = startBot('pipe')
  bot.stdout?.destroy()
  await expectService(bot)
}, 60_000)

test('a start that fails ends with code 1 although nobody can read why', async () => {
  const bot = startBot(open('/dev/full', constants.O_WRONLY), open('/dev/full', constants.O_WRONLY))
  discord.faults.refuseLogin(4014)
  expect(await new Promise((resolve) => bot.on('exit', resolve))).toBe(1)
}, 60_000)
