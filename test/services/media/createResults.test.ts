import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fetch } from 'undici'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { days, minutes, seconds } from '../../../src/domain/clock.ts'
import { MediaFull, type Results, ResultUnavailable } from '../../../src/domain/contracts/media.ts'
import { createMedia, type MediaFiles } from '../../../src/services/media/createMedia.ts'
import { createResults } from '../../../src/services/media/createResults.ts'
import { createSteppedClock, type SteppedClock } from '../../support/createSteppedClock.ts'
import { createQuietLog, type QuietLog } from './support/createQuietLog.ts'
import { createContainer, createVideo } from './support/createVideo.ts'
import { startServer, type TestServer } from './support/startServer.ts'

const mebibyte = 1024 ** 2

let directory: string
let clock: SteppedClock
let log: QuietLog
let server: TestServer
let media: MediaFiles
let results: Results

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'results-'))
  clock = createSteppedClock()
  log = createQuietLog()
  server = await startServer()
  media = await createMedia({ directory, capBytes: 100 * mebibyte, retentionMilliseconds: days(1), clock, log })
  results = createResults({ media, fetch, clock, log, capBytes: mebibyte })
})

afterEach(async () => {
  await server.close()
  await rm(directory, { recursive: true })
  expect(clock.countTimers()).toBe(0)
})

const trusted = () => ({ resultHosts: [], trustedOrigin: server.origin })
const video = () => createVideo({ width: 320, height: 180, seconds: 3 })

async function findUnavailable(url: string, from: Parameters<Results['fetch']>[1] = trusted()) {
  const error = await results.fetch(url, from).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof ResultUnavailable)) throw new Error('The result was not unavailable', { cause: error })
  expect(await readdir(directory)).toStrictEqual([])
  return { message: error.message, retryable: error.retryable }
}

describe('a video', () => {
  test('is kept, and its facts are read', async () => {
    const bytes = await video()
    server.serve('/video.mp4', bytes, { 'content-type': 'video/mp4' })
    const result = await results.fetch(`${server.origin}/video.mp4`, trusted())
    expect(result).toStrictEqual({
      url: `${server.origin}/video.mp4`,
      hash: result.hash,
      size: bytes.byteLength,
      width: 320,
      height: 180,
      duration: 3,
      hasSound: false,
    })
    expect(await readdir(directory)).toStrictEqual([result.hash])
    expect(Buffer.from(await media.read(result.hash ?? ''))).toStrictEqual(bytes)
  })

  test.each([
    ['mp4', { width: 1280, height: 720, duration: 2, hasSound: true }],
    ['mov', { width: 1280, height: 720, duration: 2, hasSound: true }],
    ['webm', { width: 1280, height: 720, hasSound: true }],
  ] as const)('in a %s with a sound track is known to have sound', async (kind, facts) => {
    server.serve('/video', await createContainer(kind, { width: 1280, height: 720 }))
    expect(await results.fetch(`${server.origin}/video`, trusted())).toMatchObject(facts)
  })

  test('whose facts cannot be read is kept without them', async () => {
    const bytes = Buffer.concat([Buffer.from('\0\0\0\x10ftypisom\0\0\0\0', 'latin1'), Buffer.alloc(5_000, 7)])
    server.serve('/video.mp4', bytes)
    const result = await results.fetch(`${server.origin}/video.mp4`, trusted())
    expect(result).toStrictEqual({ url: `${server.origin}/video.mp4`, hash: result.hash, size: bytes.byteLength })
  })

  test('is asked for without key and cookies', async () => {
    server.serve('/video.mp4', await video())
    await results.fetch(`${server.origin}/video.mp4`, trusted())
    const [headers] = server.headers
    expect(headers).toMatchObject({ accept: 'video/*' })
    for (const name of ['authorization', 'cookie', 'referer', 'x-api-key']) expect(headers).not.toHaveProperty(name)
  })

  test('arriving byte by byte is the same video', async () => {
    const bytes = await video()
    server.on('/video.mp4', async (response) => {
      response.writeHead(200)
      for (const byte of bytes.subarray(0, 100)) {
        await new Promise<void>((resolve) => response.write(Uint8Array.of(byte), () => resolve()))
      }
      response.end(bytes.subarray(100))
    })
    const { size, duration } = await results.fetch(`${server.origin}/video.mp4`, trusted())
    expect({ size, duration }).toStrictEqual({ size: bytes.byteLength, duration: 3 })
  })

  test('of exactly the allowed size is taken', async () => {
    const bytes = await video()
    const exact = createResults({ media, fetch, clock, log, capBytes: bytes.byteLength })
    server.serve('/video.mp4', bytes)
    expect(await exact.fetch(`${server.origin}/video.mp4`, trusted())).toMatchObject({ size: bytes.byteLength })
  })

  test.each([
    ['the cap is reached', new MediaFull('full')],
    ['the directory cannot be written', Object.assign(new Error('read-only'), { code: 'EROFS' })],
  ])('is delivered as a link when %s, and that is logged', async (_, trouble) => {
    server.serve('/video.mp4', await video())
    const unlucky = { putStream: () => Promise.reject(trouble), locate: media.locate }
    const narrow = createResults({ media: unlucky, fetch, clock, log })
    const url = `${server.origin}/video.mp4`
    expect(await narrow.fetch(url, trusted())).toStrictEqual({ url })
    expect(log.lines).toMatchObject([{ level: 'error', facts: { error: trouble } }])
  })

  test('that really finds the disk full in the middle is delivered as a link', async () => {
    server.serve('/video.mp4', await video())
    const tiny = await createMedia({ directory, capBytes: 1_000, retentionMilliseconds: days(1), clock, log })
    const url = `${server.origin}/video.mp4`
    expect(await createResults({ media: tiny, fetch, clock, log }).fetch(url, trusted())).toStrictEqual({ url })
    expect(await readdir(directory)).toStrictEqual([])
  })
})

describe('what is no video', () => {
  test.each([
    [
      'a page',
      '<!doctype html><html><body>One moment, please … ünïcode and more than sixty-four bytes</body></html>',
      true,
    ],
    ['a short message', '{"error":"not yet"}', true],
    ['nothing', '', true],
    ['the beginning of a video', '\0\0\0\x10ftypisom', true],
    ['a picture', `\x89PNG\r\n\x1a\n${'\0'.repeat(100)}`, false],
    ['a picture in a video container', `\0\0\0\x10ftypavif${'\0'.repeat(100)}`, false],
    ['some other Matroska file', `\x1a\x45\xdf\xa3\x42\x82\x88matroska${'\0'.repeat(100)}`, false],
  ])('%s is not kept', async (_, content, retryable) => {
    server.serve('/video.mp4', Buffer.from(content, 'latin1'), { 'content-type': 'video/mp4' })
    const message = 'The result is not a video'
    expect(await findUnavailable(`${server.origin}/video.mp4`)).toStrictEqual({ message, retryable })
  })
})

describe('an answer that may be better next time', () => {
  test.each([
    [400, false],
    [403, true],
    [404, true],
    [410, false],
    [429, true],
    [500, true],
    [503, true],
    [204, false],
    [304, false],
  ])('%i: %s', async (status, retryable) => {
    server.on('/video.mp4', (response) => response.writeHead(status).end())
    const message = `The result's host answered ${status}`
    expect(await findUnavailable(`${server.origin}/video.mp4`)).toStrictEqual({ message, retryable })
  })

  test('a connection that breaks is', async () => {
    server.on('/video.mp4', (response) => response.destroy())
    expect(await findUnavailable(`${server.origin}/video.mp4`)).toMatchObject({ retryable: true })
  })

  test('a video that breaks off is, and nothing of it is kept', async () => {
    const bytes = await video()
    server.on('/video.mp4', (response) => {
      response.writeHead(200, { 'content-length': bytes.byteLength })
      response.write(bytes.subarray(0, bytes.byteLength - 1), () => response.destroy())
    })
    const message = 'The result broke off'
    expect(await findUnavailable(`${server.origin}/video.mp4`)).toStrictEqual({ message, retryable: true })
  })

  test('a host that cannot be found is', async () => {
    const broken: typeof fetch = () => Promise.reject(new TypeError('fetch failed'))
    results = createResults({ media, fetch: broken, clock, log })
    expect(await findUnavailable(`${server.origin}/video.mp4`)).toMatchObject({ retryable: true })
  })
})

describe('too many bytes', () => {
  const url = () => `${server.origin}/video.mp4`

  test('that are announced are not read, but their link is left', async () => {
    server.on('/video.mp4', (response) => {
      response.writeHead(200, { 'content-length': mebibyte + 1 }).flushHeaders()
    })
    expect(await results.fetch(url(), trusted())).toStrictEqual({ url: url() })
  })

  test('that come unannounced are not read to their end, but their link is left', async () => {
    const head = Buffer.concat([Buffer.from('\0\0\0\x10ftypisom\0\0\0\0', 'latin1'), Buffer.alloc(mebibyte)])
    server.on('/video.mp4', (response) => {
      // Never ends by itself.
      response.writeHead(200).write(head)
    })
    expect(await results.fetch(url(), trusted())).toStrictEqual({ url: url() })
  })
})

describe('patience', () => {
  /** Serves the beginning of a video and then pieces of it on demand. */
  async function serveSlowly() {
    const bytes = await video()
    const sent: (() => Promise<void>)[] = []
    let opened: () => void
    const isOpen = new Promise<void>((resolve) => {
      opened = resolve
    })
    server.on('/video.mp4', (response) => {
      response.writeHead(200)
      sent.push(() => new Promise<void>((resolve) => response.write(bytes.subarray(0, 100), () => resolve())))
      opened()
    })
    return { isOpen, send: () => sent[0]?.() }
  }

  test('ends after 30 seconds without an answer', async () => {
    let asked: () => void
    const wasAsked = new Promise<void>((resolve) => {
      asked = resolve
    })
    server.on('/video.mp4', () => asked())
    const problem = findUnavailable(`${server.origin}/video.mp4`)
    await wasAsked
    clock.advance(seconds(30))
    expect(await problem).toStrictEqual({ message: 'The result could not be fetched', retryable: true })
  })

  test('lasts while something moves, but ends after ten minutes', async () => {
    let arrived = 0
    const counting: typeof fetch = async (address, init) => {
      const response = await fetch(address, init)
      const counted = response.body?.pipeThrough(
        new TransformStream({
          transform(chunk, controller) {
            arrived += 1
            controller.enqueue(chunk)
          },
        }),
      )
      return Object.defineProperty(response, 'body', { value: counted })
    }
    results = createResults({ media, fetch: counting, clock, log })
    const slow = await serveSlowly()
    const problem = findUnavailable(`${server.origin}/video.mp4`)
    await slow.isOpen
    const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))
    for (let elapsed = 0; elapsed < minutes(10); elapsed += seconds(20)) {
      expect(clock.countTimers()).toBe(2)
      const before = arrived
      await slow.send()
      while (arrived === before) await nextTurn()
      await nextTurn()
      clock.advance(seconds(20))
    }
    expect(await problem).toStrictEqual({ message: 'The result broke off', retryable: true })
  })
})

describe('redirects', () => {
  const redirect = (path: string, location: string) =>
    server.on(path, (response) => response.writeHead(302, { location }).end())

  test('are followed within what is allowed, and the first address is the one that is remembered', async () => {
    redirect('/video.mp4', '/moved')
    redirect('/moved', `${server.origin}/again`)
    server.serve('/again', await video())
    const result = await results.fetch(`${server.origin}/video.mp4`, trusted())
    expect(result).toMatchObject({ url: `${server.origin}/video.mp4`, duration: 3 })
    expect(server.asked).toStrictEqual(['/video.mp4', '/moved', '/again'])
  })

  test.each([
    'http://169.254.169.254/latest/meta-data',
    'https://example.com/video.mp4',
    'file:///etc/passwd',
    'http://[',
  ])('to %s are not', async (location) => {
    redirect('/video.mp4', location)
    expect(await findUnavailable(`${server.origin}/video.mp4`)).toStrictEqual({
      message: 'The result lies at a host that is not allowed',
      retryable: false,
    })
    expect(server.asked).toStrictEqual(['/video.mp4'])
  })

  test('more than five are too many', async () => {
    redirect('/video.mp4', '/video.mp4')
    expect(await findUnavailable(`${server.origin}/video.mp4`)).toStrictEqual({
      message: 'The result was redirected more than 5 times',
      retryable: false,
    })
    expect(server.asked).toHaveLength(6)
  })
})

test('a host that is not the provider’s is never asked', async () => {
  const from = { resultHosts: ['vm.runware.ai'], trustedOrigin: 'http://127.0.0.1:1' }
  expect(await findUnavailable(`${server.origin}/video.mp4`, from)).toMatchObject({ retryable: false })
  expect(server.asked).toStrictEqual([])
})
