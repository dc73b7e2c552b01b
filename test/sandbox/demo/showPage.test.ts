import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, inject, onTestFinished, test, vi } from 'vitest'
import { hasDesktop } from '../../../sandbox/demo/showPage.ts'

// Real processes in real time: a machine that has much to do takes long, and nothing waits for it to pass.
vi.setConfig({ testTimeout: 120_000 })

interface Running {
  readonly child: ChildProcess
  readonly address: string
  readonly botProcess: number
  readonly ended: Promise<number | NodeJS.Signals | null>
  /** What stands in the folder of its temporary files. */
  readonly list: () => Promise<string[]>
}

/** Starts it as a person does, in a folder for temporary files of its own. */
async function start(options: readonly string[] = ['--port', '0']): Promise<Running> {
  const folder = await mkdtemp(join(tmpdir(), 'demo-process-test-'))
  const child = spawn(process.execPath, [join(inject('build'), 'sandbox', 'demo', 'index.js'), ...options, '--log'], {
    env: { TMPDIR: folder, TEMP: folder, DISCORD_TOKEN: 'somebody-s-own', BUDGET_PERSON_DAY: 'nonsense' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once('close', (code, signal) => resolve(signal ?? code))
  })
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
    await rm(folder, { recursive: true, force: true })
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const untilWritten = (stream: NodeJS.ReadableStream | null, pattern: RegExp) =>
    new Promise<string>((resolve, reject) => {
      let text = ''
      stream?.on('data', (chunk: Buffer) => {
        text += chunk.toString()
        const [, found] = pattern.exec(text) ?? []
        if (found !== undefined) resolve(found)
      })
      void ended.then(() => reject(new Error(`It ended: ${said}`)))
    })
  const [address, botProcess] = await Promise.all([
    untilWritten(child.stdout, /(http:\S+)\n/),
    untilWritten(child.stderr, /"pid":(\d+)/),
  ])
  return { child, address, botProcess: Number(botProcess), ended, list: () => readdir(folder) }
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0)
    return true
  } catch {
    return false
  }
}

test('two at once have ports of their own, and each ends on a signal and leaves nothing behind', async () => {
  const [first, second] = [await start([]), await start([])]
  expect(second.address).not.toBe(first.address)
  const { port } = new URL(first.address)
  await expect(start(['--port', port])).rejects.toThrow(`Port ${port} cannot be used here.`)
  for (const [{ child, address, botProcess, ended, list }, signal] of [
    [first, 'SIGINT'],
    [second, 'SIGTERM'],
  ] as const) {
    expect((await fetch(`${address}/changes`)).ok).toBe(true)
    expect(await list()).toHaveLength(1)
    child.kill(signal)
    expect(await ended).toBe(0)
    expect(isAlive(botProcess)).toBe(false)
    expect(await list()).toEqual([])
  }
})

test('the bot does not outlive a demo that is killed', async () => {
  const { child, botProcess, ended } = await start()
  expect(isAlive(botProcess)).toBe(true)
  child.kill('SIGKILL')
  expect(await ended).toBe('SIGKILL')
  await expect.poll(() => isAlive(botProcess), { timeout: 20_000 }).toBe(false)
})

test.each([
  ['a Mac', 'darwin', {}, true],
  ['Windows', 'win32', {}, true],
  ['Linux under X', 'linux', { DISPLAY: ':0' }, true],
  ['Linux under Wayland', 'linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
  ['Linux without a screen', 'linux', {}, false],
  ['Linux with an empty display', 'linux', { DISPLAY: '' }, false],
  [
    'a machine that is logged in to from elsewhere',
    'linux',
    { DISPLAY: ':10', SSH_CONNECTION: '10.0.0.2 1 10.0.0.1 22' },
    false,
  ],
  ['a Mac that builds', 'darwin', { CI: 'true' }, false],
])('on %s the answer is right', (_where, platform, variables, answer) => {
  expect(hasDesktop({ platform, variables, isTerminal: true })).toBe(answer)
})

test('nothing is opened for a program that reads the output', () => {
  expect(hasDesktop({ platform: 'darwin', variables: {}, isTerminal: false })).toBe(false)
})
