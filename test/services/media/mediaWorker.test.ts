import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import sharp, { type AvifOptions } from 'sharp'
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { minutes, seconds } from '../../../src/domain/clock.ts'
import { createMediaWorker, type MediaWorker } from '../../../src/services/media/mediaWorker.ts'
import { createSystemClock } from '../../../src/system.ts'
import { createSteppedClock, type SteppedClock } from '../../support/createSteppedClock.ts'
import { createClaimingPng, deepAndInterlaced } from './support/createPng.ts'
import { createQuietLog } from './support/createQuietLog.ts'
import { createLyingVideo, createVideo } from './support/createVideo.ts'

let directory: string
let clock: SteppedClock
const workers: MediaWorker[] = []

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'worker-'))
  clock = createSteppedClock()
})
afterEach(async () => {
  for (const worker of workers.splice(0)) worker.stop()
  await rm(directory, { recursive: true })
  expect(clock.countTimers()).toBe(0)
})

/** The real one. Its own time passes, or nobody would look at its memory. */
function startReal(): MediaWorker {
  const worker = createMediaWorker({ entry: inject('mediaWorker'), clock: createSystemClock(), log: createQuietLog() })
  workers.push(worker)
  return worker
}

/** One that does what the test says with each job, and writes down its process. */
async function startPlayed(onOrder: string): Promise<MediaWorker> {
  const entry = join(directory, 'worker.mjs')
  await writeFile(
    entry,
    `import { appendFileSync } from 'node:fs'
     process.once('disconnect', () => process.exit())
     const writeDown = (word) =>
       appendFileSync(${JSON.stringify(join(directory, 'orders'))}, process.pid + ' ' + word + '\\n')
     process.on('message', ({ number, name }) => {
       writeDown(name)
       const answer = (value) => process.send({ number, answer: value })
       ${onOrder}
     })`,
  )
  const worker = createMediaWorker({ entry, clock, log: createQuietLog() })
  workers.push(worker)
  return worker
}

async function readOrders(): Promise<{ process: string; name: string }[]> {
  const lines = (await readFile(join(directory, 'orders'), 'utf8').catch(() => '')).split('\n').filter(Boolean)
  return lines.map((line) => {
    const [process = '', name = ''] = line.split(' ')
    return { process, name }
  })
}

/** The worker comes last where the processor is wanted: whoever waits for it must not be busy with that. */
async function untilOrders(count: number): Promise<void> {
  while ((await readOrders()).length < count) await sleep(5)
}

const isRunning = (process: string): boolean => {
  try {
    return globalThis.process.kill(Number(process), 0)
  } catch {
    return false
  }
}

const troubleOf = (job: Promise<unknown>) =>
  job.then(
    (answer) => ({ answer }),
    (error: { trouble?: string; message: string }) => error.trouble ?? error.message,
  )
const check = (worker: MediaWorker, signal?: AbortSignal) =>
  worker.run('checkPicture', { path: 'picture', output: 'drawn' }, { signal })
const read = (worker: MediaWorker) => worker.run('readVideo', { path: 'video' })

describe('bytes that are out to harm', () => {
  test('a video that claims two thousand million pictures costs its own job, and no more', async () => {
    const worker = startReal()
    const [lying, honest] = [join(directory, 'lying.mp4'), join(directory, 'honest.mp4')]
    await writeFile(lying, await createLyingVideo())
    await writeFile(honest, await createVideo({ width: 320, height: 180, seconds: 1 }))
    // A machine with much to do meets the deadline before it meets the limit of memory.
    expect(['crashed', 'tooLong']).toContain(await troubleOf(worker.run('readVideo', { path: lying })))
    expect(await worker.run('readVideo', { path: honest })).toMatchObject({ codec: 'avc', width: 320 })
  })

  test.each([
    ['an AVIF', 5_000, 16, () => claimSize({})],
    ['an AVIF with ten bits', 5_000, 12, () => claimSize({ bitdepth: 10 })],
    ['an interlaced PNG of sixteen bits', 10_000, 32, () => createClaimingPng(10_000, 4_000, deepAndInterlaced)],
  ])(
    '%s %i pixels wide is refused by its header, with what it may have: %i megapixels',
    async (_name, _width, limit, build) => {
      const [path, output] = [join(directory, 'picture'), join(directory, 'drawn')]
      await writeFile(path, await build())
      const { problem } = (await startReal().run('checkPicture', { path, output })) as {
        problem: { kind: string; limit: number }
      }
      expect(problem.kind).toBe('tooManyPixels')
      expect(Math.floor(problem.limit / 1_000_000)).toBe(limit)
    },
  )

  /** A small AVIF whose header claims 5,000 by 4,000 pixels. */
  async function claimSize(options: AvifOptions): Promise<Buffer> {
    const bytes = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#102030' } })
      .avif({ effort: 0, ...options })
      .toBuffer()
    // The box with the size: its name, a version, and then width and height.
    const size = bytes.indexOf('ispe') + 8
    bytes.writeUInt32BE(5_000, size)
    bytes.writeUInt32BE(4_000, size + 4)
    return bytes
  }

  test('a picture that takes more memory than its header tells ends the process, not the bot', async () => {
    const worker = await startPlayed(`if (name === 'checkPicture') process.send({ number, isTooHeavy: true })`)
    expect(await troubleOf(check(worker))).toBe('tooHeavy')
    const [first] = await readOrders()
    while (isRunning(first?.process ?? '')) await sleep(5)
  })

  test.runIf(process.platform === 'linux')('so does one that keeps the process from looking by itself', async () => {
    const worker = await startPlayed(
      `globalThis.held = Buffer.alloc(500 * 1024 ** 2, 1)
       writeDown('has it')
       while (true);`,
    )
    const trouble = troubleOf(check(worker))
    await untilOrders(2)
    clock.advance(100)
    expect(await trouble).toBe('tooHeavy')
  })
})

describe('a job', () => {
  test('that fails says why, and the process goes on', async () => {
    const worker = await startPlayed(`process.send({ number, error: 'It is broken' })`)
    expect(await troubleOf(check(worker))).toBe('It is broken')
    expect(await troubleOf(check(worker))).toBe('It is broken')
    const [first, second] = await readOrders()
    expect(second?.process).toBe(first?.process)
  })

  test('over which the process dies is begun once more, and no more', async () => {
    const worker = await startPlayed('process.abort()')
    expect(await troubleOf(check(worker))).toBe('crashed')
    expect(await readOrders()).toHaveLength(2)
  })

  test('that takes too long ends its process, and the next has another one', async () => {
    const worker = await startPlayed(`if (name === 'checkPicture') while (true);\nanswer('read')`)
    const slow = troubleOf(check(worker))
    const next = troubleOf(read(worker))
    await untilOrders(1)
    clock.advance(minutes(1))
    expect(await slow).toBe('tooLong')
    expect(await next).toEqual({ answer: 'read' })
  })

  test('that nobody needs any more is called off, whether it waits or runs', async () => {
    const worker = await startPlayed(`if (name === 'checkPicture') return\nanswer('read')`)
    const [running, waiting] = [new AbortController(), new AbortController()]
    const jobs = [check(worker, running.signal), check(worker, waiting.signal)].map(troubleOf)
    await untilOrders(1)
    waiting.abort(new Error('no longer'))
    running.abort(new Error('not at all'))
    expect(await Promise.all(jobs)).toEqual(['not at all', 'no longer'])
    expect(await troubleOf(read(worker))).toEqual({ answer: 'read' })
    expect((await readOrders()).map(({ name }) => name)).toEqual(['checkPicture', 'readVideo'])
  })

  test('comes after the one before, but videos come first', async () => {
    const worker = await startPlayed('setImmediate(() => answer(name))')
    await Promise.all([check(worker), check(worker), read(worker), check(worker), read(worker)])
    const names = (await readOrders()).map(({ name }) => name)
    expect(names).toEqual(['checkPicture', 'readVideo', 'readVideo', 'checkPicture', 'checkPicture'])
  })

  test('is refused where a hundred wait, and after it has waited for five minutes', async () => {
    const worker = await startPlayed('')
    const jobs = Array.from({ length: 102 }, () => troubleOf(check(worker)))
    expect(await jobs[101]).toBe('busy')
    await untilOrders(1)
    for (let passed = 0; passed < 5; passed += 1) clock.advance(minutes(1))
    expect(await jobs[100]).toBe('busy')
  })
})

test('the process ends after a minute without work, and the next job has another one', async () => {
  const worker = await startPlayed(`answer('read')`)
  for (const pause of [seconds(59), minutes(1), 0]) {
    await read(worker)
    await sleep(5)
    clock.advance(pause)
  }
  const [first, second, third] = await readOrders()
  expect(second?.process).toBe(first?.process)
  expect(third?.process).not.toBe(first?.process)
})

test('a stopped worker takes no jobs, and none are left', async () => {
  const worker = await startPlayed('')
  const jobs = [check(worker), check(worker)].map(troubleOf)
  await untilOrders(1)
  worker.stop()
  expect(await Promise.all([...jobs, troubleOf(read(worker))])).toEqual(['stopped', 'stopped', 'stopped'])
})
