import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { days, minutes, seconds } from '../../../src/domain/clock.ts'
import { MediaFull, type Results, ResultUnavailable } from '../../../src/domain/contracts/media.ts'
import { type OpenFile, openFile } from '../../../src/services/media/download.ts'
import { createMedia, type MediaFiles } from '../../../src/services/media/mediaStore.ts'
import { createMediaWorker, type MediaWorker } from '../../../src/services/media/mediaWorker.ts'
import { createResults } from '../../../src/services/media/results.ts'
import { createSystemClock } from '../../../src/system.ts'
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
let worker: MediaWorker
let results: Results

beforeAll(() => {
  worker = createMediaWorker({ entry: inject('mediaWorker'), clock: createSystemClock(), log: createQuietLog() })
})
afterAll(() => worker.stop())

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'results-'))
  clock = createSteppedClock()
  log = createQuietLog()
  server = await startServer()
  media = await createMedia({ directory, capBytes: 100 * mebibyte, retentionMilliseconds: days(1), clock, log })
  results = createResults({ media, worker, openFile, clock, log, capBytes: mebibyte })
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
  return error.message
}

/** A video that is fetched, with what it says about itself. */
async function fetchWithFacts(url: string) {
  const result = await results.fetch(url, trusted())
  return { ...result, ...(await results.readFacts(result.hash ?? '')) }
}

/** A box of an MP4 file. */
function box(kind: string, content: Uint8Array): Buffer {
  const header = Buffer.alloc(8)
  header.writeUInt32BE(8 + content.byteLength)
  header.write(kind, 4, 'latin1')
  return Buffer.concat([header, content])
}

describe('a video', () => {
  test('is kept, and its facts are read', async () => {
    const bytes = await video()
    server.serve('/video.mp4', bytes, { 'content-type': 'video/mp4' })
    const result = await fetchWithFacts(`${server.origin}/video.mp4`)
    expect(result).toStrictEqual({
      url: `${server.origin}/video.mp4`,
      hash: result.hash,
      size: bytes.byteLength,
      width: 320,
      height: 180,
      duration: 3,
      hasSound: false,
      codec: 'avc',
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
    expect(await fetchWithFacts(`${server.origin}/video`)).toMatchObject(facts)
  })

  test('whose facts cannot be read is kept without them', async () => {
    const bytes = Buffer.concat([
      box('ftyp', Buffer.from('isom\0\0\0\0')),
      box('moov', Buffer.alloc(500, 7)),
      box('mdat', Buffer.alloc(5_000, 7)),
    ])
    server.serve('/video.mp4', bytes)
    const result = await fetchWithFacts(`${server.origin}/video.mp4`)
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
    const { size, duration } = await fetchWithFacts(`${server.origin}/video.mp4`)
    expect({ size, duration }).toStrictEqual({ size: bytes.byteLength, duration: 3 })
  })

  test('of exactly the allowed size is taken', async () => {
    const bytes = await video()
    const exact = createResults({ media, worker, openFile, clock, log, capBytes: bytes.byteLength })
    server.serve('/video.mp4', bytes)
    expect(await exact.fetch(`${server.origin}/video.mp4`, trusted())).toMatchObject({ size: bytes.byteLength })
  })

  test.each([
    ['the cap is reached', new MediaFull('full')],
    ['the directory cannot be written', Object.assign(new Error('read-only'), { code: 'EROFS' })],
  ])('is delivered as a link when %s, and that is logged', async (_, trouble) => {
    server.serve('/video.mp4', await video())
    const unlucky = { storeStream: () => Promise.reject(trouble), locate: media.locate }
    const narrow = createResults({ media: unlucky, worker, openFile, clock, log })
    const url = `${server.origin}/video.mp4`
    expect(await narrow.fetch(url, trusted())).toStrictEqual({ url })
    expect(log.lines).toMatchObject([{ level: 'error', facts: { error: trouble } }])
  })

  test('that really finds the disk full in the middle is delivered as a link', async () => {
    server.serve('/video.mp4', await video())
    const tiny = await createMedia({ directory, capBytes: 1_000, retentionMilliseconds: days(1), clock, log })
    const url = `${server.origin}/video.mp4`
    expect(await createResults({ media: tiny, worker, openFile, clock, log }).fetch(url, trusted())).toStrictEqual({
      url,
    })
    expect(await readdir(directory)).toStrictEqual([])
  })
})

describe('what is no video', () => {
  test.each([
    ['a page', '<!doctype html><html><body>One moment, please … ünïcode and more than sixty-four bytes</body></html>'],
    ['a short message', '{"error":"not yet"}'],
    ['nothing', ''],
    ['the beginning of a video', '\0\0\0\x10ftypisom'],
    ['a picture', `\x89PNG\r\n\x1a\n${'\0'.repeat(100)}`],
    ['a picture in a video container', `\0\0\0\x10ftypavif${'\0'.repeat(100)}`],
    ['some other Matroska file', `\x1a\x45\xdf\xa3\x42\x82\x88matroska${'\0'.repeat(100)}`],
  ])('%s is not kept', async (_, content) => {
    server.serve('/video.mp4', Buffer.from(content, 'latin1'), { 'content-type': 'video/mp4' })
    expect(await findUnavailable(`${server.origin}/video.mp4`)).toBe('The result is not a video')
  })
})

describe('half a video is not ready', () => {
  const head = box('ftyp', Buffer.from('isom\0\0\0\0'))
  const index = box('moov', Buffer.alloc(100))
  const pictures = box('mdat', Buffer.alloc(1_000))
  test.each([
    ['without its index', Buffer.concat([head, pictures]), 'its moov is missing'],
    ['without its pictures', Buffer.concat([head, index]), 'its mdat is missing'],
    ['cut short', Buffer.concat([head, index, pictures]).subarray(0, -1), 'its last box lacks 1 bytes'],
    [
      'whose last box is longer than 4 GiB would be',
      Buffer.concat([head, index, Buffer.from('\0\0\0\x01mdat\0\0\0\x02\0\0\0\0', 'latin1')]),
      'its last box lacks 8589934576 bytes',
    ],
  ])('%s', async (_, bytes, gap) => {
    server.serve('/video.mp4', bytes)
    expect(await findUnavailable(`${server.origin}/video.mp4`)).toBe(`The result is not whole: ${gap}`)
  })

  test.each([
    ['whose pictures reach to the end', Buffer.concat([head, index, Buffer.from('\0\0\0\0mdat'), Buffer.alloc(500)])],
    ['with something behind its boxes', Buffer.concat([head, index, pictures, Buffer.alloc(20)])],
    ['with its index behind the pictures', Buffer.concat([head, pictures, index])],
  ])('but one %s is', async (_, bytes) => {
    server.serve('/video.mp4', bytes)
    expect(await results.fetch(`${server.origin}/video.mp4`, trusted())).toMatchObject({ size: bytes.byteLength })
  })
})

describe('an answer without the video says so', () => {
  test.each([202, 204, 206, 304, 400, 401, 403, 404, 410, 416, 429, 500, 503])('%i', async (status) => {
    server.on('/video.mp4', (response) => response.writeHead(status).end())
    expect(await findUnavailable(`${server.origin}/video.mp4`)).toBe(`The result's host answered ${status}`)
  })

  test('a connection that breaks', async () => {
    server.on('/video.mp4', (response) => response.destroy())
    expect(await findUnavailable(`${server.origin}/video.mp4`)).toBe('The result could not be fetched')
  })

  test('a video that breaks off, and nothing of it is kept', async () => {
    const bytes = await video()
    server.on('/video.mp4', (response) => {
      response.writeHead(200, { 'content-length': bytes.byteLength })
      response.write(bytes.subarray(0, bytes.byteLength - 1), () => response.destroy())
    })
    expect(await findUnavailable(`${server.origin}/video.mp4`)).toBe('The result broke off')
  })

  test('a host that cannot be found', async () => {
    const broken: OpenFile = () => Promise.reject(new Error('getaddrinfo ENOTFOUND'))
    results = createResults({ media, worker, openFile: broken, clock, log })
    expect(await findUnavailable(`${server.origin}/video.mp4`)).toBe('The result could not be fetched')
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
    expect(await problem).toBe('The result could not be fetched')
  })

  test('lasts while something moves, but ends after ten minutes', async () => {
    let arrived = 0
    const counting: OpenFile = async (address, options) => {
      const answer = await openFile(address, options)
      async function* count() {
        for await (const chunk of answer.body) {
          arrived += 1
          yield chunk
        }
      }
      return { ...answer, body: count() }
    }
    results = createResults({ media, worker, openFile: counting, clock, log })
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
    expect(await problem).toBe('The result broke off')
  })
})

describe('redirects', () => {
  const redirect = (path: string, location: string) =>
    server.on(path, (response) => response.writeHead(302, { location }).end())

  test('are followed within what is allowed, and the first address is the one that is remembered', async () => {
    redirect('/video.mp4', '/moved')
    redirect('/moved', `${server.origin}/again`)
    server.serve('/again', await video())
    const result = await fetchWithFacts(`${server.origin}/video.mp4`)
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
    expect(await findUnavailable(`${server.origin}/video.mp4`)).toBe('The result lies at a host that is not allowed')
    expect(server.asked).toStrictEqual(['/video.mp4'])
  })

  test('more than five are too many', async () => {
    redirect('/video.mp4', '/video.mp4')
    expect(await findUnavailable(`${server.origin}/video.mp4`)).toBe('The result was redirected more than 5 times')
    expect(server.asked).toHaveLength(6)
  })
})

test('a host that is not the provider’s is never asked', async () => {
  const from = { resultHosts: ['vm.runware.ai'], trustedOrigin: 'http://127.0.0.1:1' }
  expect(await findUnavailable(`${server.origin}/video.mp4`, from)).toBe(
    'The result lies at a host that is not allowed',
  )
  expect(server.asked).toStrictEqual([])
})
