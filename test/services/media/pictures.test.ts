import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { days, seconds } from '../../../src/domain/clock.ts'
import { MediaFull, PictureRefused, type Pictures } from '../../../src/domain/contracts/media.ts'
import { type Attachment, type Frame, frame as frameSchema } from '../../../src/domain/request.ts'
import { type OpenFile, openFile } from '../../../src/services/media/download.ts'
import { writePart } from '../../../src/services/media/files.ts'
import { type Jobs, WorkerFailure, type WorkerTrouble } from '../../../src/services/media/jobs.ts'
import { createMedia, type MediaFiles } from '../../../src/services/media/mediaStore.ts'
import { createMediaWorker, type MediaWorker } from '../../../src/services/media/mediaWorker.ts'
import { createPictures } from '../../../src/services/media/pictures.ts'
import { createSystemClock } from '../../../src/system.ts'
import { createRandom } from '../../support/createRandom.ts'
import { createSteppedClock, type SteppedClock } from '../../support/createSteppedClock.ts'
import { createBitmap } from './support/createBitmap.ts'
import { animatePng, createClaimingPng } from './support/createPng.ts'
import { createQuietLog, type QuietLog } from './support/createQuietLog.ts'
import { startServer, type TestServer } from './support/startServer.ts'

const mebibyte = 1024 ** 2
const signature = '?ex=6974a5c0&is=69735440&hm=0a1b2c&'

let directory: string
let clock: SteppedClock
let log: QuietLog
let server: TestServer
let media: MediaFiles
let worker: MediaWorker
let pictures: Pictures

beforeAll(() => {
  worker = createMediaWorker({ entry: inject('mediaWorker'), clock: createSystemClock(), log: createQuietLog() })
})
afterAll(() => worker.stop())

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'pictures-'))
  clock = createSteppedClock()
  log = createQuietLog()
  server = await startServer()
  media = await createMedia({ directory, capBytes: 100 * mebibyte, retentionMilliseconds: days(1), clock, log })
  pictures = createPictures({ media, worker, openFile, clock, log, discordCdnOrigin: server.origin })
})

afterEach(async () => {
  await server.close()
  await rm(directory, { recursive: true })
  expect(clock.countTimers()).toBe(0)
})

function draw(width: number, height: number, background = '#c03028'): Sharp {
  return sharp({ create: { width, height, channels: 3, background } })
}

/** A picture that cannot be made small by compression. */
/** The same each time: of a few pictures a decoder does not notice that the end marker is missing. */
function drawNoise(width: number, height: number): Sharp {
  const { below } = createRandom(1)
  const pixels = Uint8Array.from({ length: width * height * 3 }, () => below(256))
  return sharp(pixels, { raw: { width, height, channels: 3 } })
}

function attach(bytes: Uint8Array, change: Partial<Attachment> = {}): Attachment {
  server.serve('/attachments/1/2/picture.png', bytes, { 'content-type': 'image/png' })
  const url = `${server.origin}/attachments/1/2/picture.png${signature}`
  return { id: '2', url, fileName: 'picture.png', size: bytes.byteLength, ...change }
}

async function findProblem(attached: Attachment) {
  const refusal = await pictures.store(attached, 'end').then(
    () => undefined,
    (error: unknown) => error,
  )
  expect(refusal).toBeInstanceOf(PictureRefused)
  // Nothing refused is kept.
  expect(await readdir(directory)).toStrictEqual([])
  if (!(refusal instanceof PictureRefused)) throw new Error('The picture was not refused')
  expect(refusal.role).toBe('end')
  return refusal.problem
}

async function readKept(frame: Frame): Promise<Buffer> {
  return Buffer.from(await media.read(frame.hash))
}

/** The colour in the top left corner of a kept picture. */
async function readCorner(frame: Frame): Promise<string> {
  const corner = await sharp(await readKept(frame))
    .removeAlpha()
    .extract({ left: 2, top: 2, width: 1, height: 1 })
    .raw()
    .toBuffer()
  return corner.toString('hex')
}

describe('a picture that providers take as it is', () => {
  test.each([
    ['png', () => draw(640, 360).png().toBuffer()],
    ['jpeg', () => draw(640, 360).jpeg().toBuffer()],
    ['webp', () => draw(640, 360).webp().toBuffer()],
    ['bmp', async () => createBitmap({ width: 640, height: 360, bitsPerPixel: 24, pixel: () => 0xc03028 })],
  ] as const)('%s keeps its bytes and its address until that expires', async (format, build) => {
    const bytes = await build()
    const attached = attach(bytes)
    const frame = await pictures.store(attached, 'start')
    expect(frame).toStrictEqual({
      hash: frame.hash,
      format,
      width: 640,
      height: 360,
      size: bytes.byteLength,
      source: { url: attached.url, expiresAt: 0x6974a5c0 * 1_000 },
    })
    expect((await readKept(frame)).equals(bytes)).toBe(true)
    expect(frameSchema.parse(frame)).toStrictEqual(frame)
  })

  test.each([
    ['no expiry', ''],
    ['an expiry that is no number', '?ex=soon'],
  ])('an address with %s is no source', async (_, query) => {
    const attached = attach(await draw(300, 300).png().toBuffer())
    const frame = await pictures.store({ ...attached, url: attached.url.replace(signature, query) }, 'start')
    expect(frame.source).toBeUndefined()
  })

  test.each([
    ['smallest side', 300, 300],
    ['tallest', 300, 750],
    ['widest', 750, 300],
  ])('the %s that is allowed', async (_, width, height) => {
    const frame = await pictures.store(attach(await draw(width, height).png().toBuffer()), 'start')
    expect(frame).toMatchObject({ width, height })
  })
})

describe('a picture that has to be changed', () => {
  test('is turned upright as its EXIF data asks, and measured after that', async () => {
    // Red on the left as stored; turned by 90 degrees clockwise, red is on top.
    const left = await draw(250, 600, '#ff0000').png().toBuffer()
    const bytes = await draw(700, 600, '#0000ff')
      .composite([{ input: left, left: 0, top: 0 }])
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    const frame = await pictures.store(attach(bytes), 'start')
    expect(frame).toMatchObject({ format: 'jpeg', width: 600, height: 700 })
    expect(frame.source).toBeUndefined()
    expect(Number.parseInt(await readCorner(frame), 16) >> 16).toBeGreaterThan(240)
    expect((await sharp(await readKept(frame)).metadata()).orientation).toBeUndefined()
    expect(frame.size).toBe((await readKept(frame)).byteLength)
  })

  test.each([
    ['a GIF', (pages: Buffer) => sharp(pages, { animated: true }).gif().toBuffer(), 'png'],
    ['a WebP', (pages: Buffer) => sharp(pages, { animated: true }).webp({ lossless: true }).toBuffer(), 'jpeg'],
  ])('of %s that moves the first frame is kept', async (_, build, format) => {
    const colours = ['#ff0000', '#0000ff']
    const pages = await Promise.all(colours.map((colour) => draw(400, 300, colour).png().toBuffer()))
    const animation = await build(
      await sharp(pages, { join: { animated: true } })
        .gif()
        .toBuffer(),
    )
    const frame = await pictures.store(attach(animation), 'start')
    expect(frame).toMatchObject({ format, width: 400, height: 300 })
    expect(frame.source).toBeUndefined()
    expect((await sharp(await readKept(frame)).metadata()).pages ?? 1).toBe(1)
    expect(Number.parseInt(await readCorner(frame), 16) >> 16).toBeGreaterThan(240)
  })

  test('of a PNG that moves the still is kept', async () => {
    const moving = animatePng(await draw(400, 300).png().toBuffer())
    const frame = await pictures.store(attach(moving), 'start')
    expect(frame).toMatchObject({ format: 'png', width: 400, height: 300 })
    expect(frame.source).toBeUndefined()
    expect((await readKept(frame)).includes('acTL')).toBe(false)
  })

  test.each([
    ['an AVIF', 'jpeg', () => draw(400, 300).avif().toBuffer()],
    ['a transparent AVIF', 'png', () => draw(400, 300).ensureAlpha(0.5).avif().toBuffer()],
    ['a GIF that stands still', 'png', () => draw(400, 300).gif().toBuffer()],
    ['a JPEG for print', 'jpeg', () => draw(400, 300).toColourspace('cmyk').jpeg().toBuffer()],
  ])('%s becomes %s', async (_, format, build) => {
    const frame = await pictures.store(attach(await build()), 'start')
    expect(frame).toMatchObject({ format, width: 400, height: 300 })
    expect(frame.source).toBeUndefined()
    expect(await sharp(await readKept(frame)).metadata()).toMatchObject({ format, space: 'srgb' })
  })
})

describe('a picture that others write carelessly', () => {
  test.each([
    ['upright', undefined],
    ['to be turned', 6],
  ])('a JPEG without its end marker, %s, is taken with one', async (_, orientation) => {
    const whole = await drawNoise(640, 480)
      .withMetadata({ ...(orientation && { orientation }) })
      .jpeg()
      .toBuffer()
    expect(whole.subarray(-2).toString('hex')).toBe('ffd9')
    const frame = await pictures.store(attach(whole.subarray(0, -2)), 'start')
    expect(frame.format).toBe('jpeg')
    expect(frame.source).toBeUndefined()
    const kept = await readKept(frame)
    expect(kept.subarray(-2).toString('hex')).toBe('ffd9')
    await sharp(kept, { failOn: 'warning' }).stats()
  })

  test('a bitmap of runs becomes PNG', async () => {
    const palette = [0xc03028, 0x2030c0]
    const header = createBitmap({ width: 320, height: 1, bitsPerPixel: 8, pixel: () => 0, palette, compression: 1 })
    header.writeInt32LE(400, 22)
    const row = Buffer.from([255, 0, 65, 1, 0, 0])
    const rows = Array.from({ length: 400 }, () => row)
    const bytes = Buffer.concat([header.subarray(0, header.readUInt32LE(10)), ...rows, Buffer.from([0, 1])])
    const frame = await pictures.store(attach(bytes), 'start')
    expect(frame).toMatchObject({ format: 'png', width: 320, height: 400 })
    expect(await readCorner(frame)).toBe('c03028')
  })
})

test('a picture that is drawn anew is no larger than any video needs', async () => {
  const bytes = await draw(4_500, 3_000).withMetadata({ orientation: 6 }).jpeg().toBuffer()
  const { width, height } = await pictures.store(attach(bytes), 'start')
  expect(width * height).toBeLessThanOrEqual(12_010_000)
  expect(width / height).toBeCloseTo(4 / 6, 2)
})

describe('a picture over which the worker fails', () => {
  function createFailing(trouble: WorkerTrouble) {
    const failing = { run: () => Promise.reject(new WorkerFailure(trouble, 'no')) }
    return createPictures({ media, worker: failing, openFile, clock, log, discordCdnOrigin: server.origin })
  }

  test.each([
    ['crashed', 'tooDemanding'],
    ['tooLong', 'tooDemanding'],
    ['tooHeavy', 'tooDemanding'],
    ['busy', 'busy'],
    ['stopped', 'busy'],
  ] as const)('which %s, is refused as %s', async (trouble, kind) => {
    const failing = createFailing(trouble)
    const bytes = await draw(640, 360).png().toBuffer()
    await expect(failing.store(attach(bytes), 'end')).rejects.toMatchObject({ role: 'end', problem: { kind } })
    const frame = await pictures.store(attach(bytes), 'start')
    const limits = { formats: ['jpeg'], bytes: 5 * mebibyte, pixels: 32_000_000 } as const
    await expect(failing.encode(frame, limits)).rejects.toMatchObject({ problem: { kind } })
  })
})

test('a picture that nobody needs any more is neither fetched nor checked to its end', async () => {
  server.on('/attachments/1/2/picture.png', (response) => response.writeHead(200).write('a beginning'))
  const bytes = await draw(640, 360).png().toBuffer()
  const attached = { id: '2', url: `${server.origin}/attachments/1/2/picture.png`, fileName: 'a.png', size: 100 }
  const controller = new AbortController()
  const taken = [1, 2, 3].map(() => pictures.store(attached, 'start', controller.signal))
  controller.abort(new Error('no longer'))
  const outcomes = await Promise.allSettled(taken)
  expect(outcomes.map((each) => each.status === 'rejected' && String(each.reason))).toEqual(
    Array(3).fill('Error: no longer'),
  )
  expect(await readdir(directory)).toStrictEqual([])
  await pictures.store(attach(bytes), 'start')
})

describe('of a picture that came to no good end, nothing is left', () => {
  type CheckPicture = Jobs['checkPicture']['given']
  const take = async (check: (given: CheckPicture, signal?: AbortSignal) => Promise<unknown>, signal?: AbortSignal) => {
    const run = ((_name, given, { signal } = {}) => check(given as CheckPicture, signal)) as MediaWorker['run']
    const options = { media, worker: { run }, openFile, clock, log, discordCdnOrigin: server.origin }
    const bytes = await draw(640, 360).png().toBuffer()
    return createPictures(options).store(attach(bytes), 'end', signal)
  }

  test('when the worker dies over it with half of its work done', async () => {
    const taken = take(async ({ path, output }) => {
      expect((await readFile(path)).byteLength).toBeGreaterThan(0)
      await writeFile(output, 'half')
      throw new WorkerFailure('crashed', 'gone')
    })
    await expect(taken).rejects.toMatchObject({ problem: { kind: 'tooDemanding' } })
    expect(await readdir(directory)).toStrictEqual([])
  })

  test('when nobody needs it any more, also where the worker is killed a little late', async () => {
    const controller = new AbortController()
    let output = ''
    const taken = take(async (given, signal) => {
      output = given.output
      controller.abort(new Error('no longer'))
      signal?.throwIfAborted()
    }, controller.signal)
    await expect(taken).rejects.toThrow('no longer')
    await expect(writePart([Buffer.from('late')], { path: output, reserve: async () => {} })).rejects.toThrow('ENOENT')
    expect(await readdir(directory)).toStrictEqual([])
  })

  test('when the disk is too full for what it was converted to, which is not its fault', async () => {
    await expect(take(async () => ({ isDiskFull: true }))).rejects.toThrow(MediaFull)
    expect(await readdir(directory)).toStrictEqual([])
  })
})

describe('a picture is refused', () => {
  test.each([
    ['a text', 'BM, this is no picture at all, although it begins like one. '.repeat(3)],
    ['a drawing in SVG', '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"></svg>'],
    ['nothing', ''],
    ['an iPhone picture', `\0\0\0\x18ftypheic\0\0\0\0mif1heic${'\0'.repeat(100)}`],
  ])('when it is %s under the name of a PNG', async (_, content) => {
    expect(await findProblem(attach(Buffer.from(content, 'latin1')))).toStrictEqual({ kind: 'notAPicture' })
  })

  test('when it has too few pixels', async () => {
    expect(await findProblem(attach(await draw(100, 100).png().toBuffer()))).toStrictEqual({
      kind: 'tooSmall',
      width: 100,
      height: 100,
      shortestSide: 300,
    })
  })

  test.each([
    ['tall', 300, 1_500],
    ['wide', 1_500, 300],
    ['wide by one pixel', 751, 300],
  ])('when it is too %s', async (_, width, height) => {
    const bytes = await draw(width, height).png().toBuffer()
    expect(await findProblem(attach(bytes))).toStrictEqual({ kind: 'badRatio', width, height })
  })

  test('by the ratio that is seen, not the one that is stored', async () => {
    const bytes = await draw(900, 300).withMetadata({ orientation: 8 }).jpeg().toBuffer()
    expect(await findProblem(attach(bytes))).toStrictEqual({ kind: 'badRatio', width: 300, height: 900 })
  })

  test.each([
    ['a PNG', () => createClaimingPng(50_000, 50_000)],
    [
      'a bitmap',
      () => {
        const file = createBitmap({ width: 1, height: 1, bitsPerPixel: 24, pixel: () => 0 })
        file.writeInt32LE(50_000, 18)
        file.writeInt32LE(50_000, 22)
        return file
      },
    ],
  ])('when %s of a few bytes claims billions of pixels, without decoding it', async (_, build) => {
    expect(await findProblem(attach(build()))).toStrictEqual({ kind: 'tooManyPixels', limit: 50_000_000 })
  })

  test.each([
    ['JPEG', () => drawNoise(400, 400).jpeg().toBuffer()],
    ['PNG', () => drawNoise(400, 400).png().toBuffer()],
    ['WebP', () => drawNoise(400, 400).webp().toBuffer()],
    ['AVIF', () => drawNoise(400, 400).avif({ effort: 0 }).toBuffer()],
    ['bitmap', async () => createBitmap({ width: 400, height: 400, bitsPerPixel: 24, pixel: () => 0 })],
  ])('when it is a %s that is cut short', async (_, build) => {
    const bytes = await build()
    const half = bytes.subarray(0, Math.floor(bytes.byteLength / 2))
    expect(await findProblem(attach(half))).toStrictEqual({ kind: 'broken' })
  })

  test.each([
    'https://example.com/attachments/1/2/picture.png',
    'https://cdn.discordapp.com.example.com/picture.png',
    'https://cdn.discordapp.com/attachments/1/2/picture.png',
    'http://media.discordapp.net/attachments/1/2/picture.png',
    'https://user:word@media.discordapp.net/picture.png',
    'https://images-ext-3.discordapp.net/picture.png',
    'file:///etc/passwd',
    'no address',
  ])('when it lies at %s', async (url) => {
    expect(await findProblem(attach(await draw(300, 300).png().toBuffer(), { url }))).toStrictEqual({
      kind: 'foreignOrigin',
    })
    expect(server.asked).toStrictEqual([])
  })

  test('when it claims too many bytes, without asking for them', async () => {
    const attached = attach(await draw(300, 300).png().toBuffer(), { size: 20 * mebibyte + 1 })
    expect(await findProblem(attached)).toStrictEqual({ kind: 'tooManyBytes', limit: 20 * mebibyte })
    expect(server.asked).toStrictEqual([])
  })

  test('when Discord announces more bytes than were claimed', async () => {
    const attached = attach(Buffer.alloc(100))
    server.on('/attachments/1/2/picture.png', (response) => {
      response.writeHead(200, { 'content-length': 20 * mebibyte + 1 }).flushHeaders()
    })
    expect(await findProblem(attached)).toStrictEqual({ kind: 'tooManyBytes', limit: 20 * mebibyte })
  })

  test('when more bytes come than were claimed, and the rest is not read', async () => {
    const attached = attach(Buffer.alloc(100))
    let closed: () => void
    const wasClosed = new Promise<void>((resolve) => {
      closed = resolve
    })
    server.on('/attachments/1/2/picture.png', (response) => {
      response.on('close', () => closed())
      // Never ends by itself.
      response.writeHead(200).write(Buffer.alloc(20 * mebibyte + 1))
    })
    expect(await findProblem(attached)).toStrictEqual({ kind: 'tooManyBytes', limit: 20 * mebibyte })
    await wasClosed
  })

  test.each<[string, (server: TestServer) => void]>([
    [
      'is gone',
      (server) => server.on('/attachments/1/2/picture.png', (response) => response.writeHead(404).end('gone')),
    ],
    [
      'is redirected elsewhere',
      (server) =>
        server.on('/attachments/1/2/picture.png', (response) =>
          response.writeHead(302, { location: '/elsewhere.png' }).end(),
        ),
    ],
    ['breaks off', (server) => server.on('/attachments/1/2/picture.png', (response) => response.destroy())],
    [
      'breaks off in the middle',
      (server) =>
        server.on('/attachments/1/2/picture.png', (response) => {
          response.writeHead(200, { 'content-length': 1_000 })
          response.write(Buffer.alloc(10), () => response.destroy())
        }),
    ],
  ])('when it %s', async (_, arrange) => {
    const bytes = await draw(300, 300).png().toBuffer()
    const attached = attach(bytes)
    server.serve('/elsewhere.png', bytes)
    arrange(server)
    expect(await findProblem(attached)).toStrictEqual({ kind: 'unreachable' })
    expect(server.asked).toHaveLength(1)
  })

  test('when it does not arrive in 30 seconds', async () => {
    const attached = attach(Buffer.alloc(100))
    let arrived: () => void
    const hasArrived = new Promise<void>((resolve) => {
      arrived = resolve
    })
    server.on('/attachments/1/2/picture.png', (response) => {
      response.writeHead(200).write('a beginning')
      arrived()
    })
    const problem = findProblem(attached)
    await hasArrived
    clock.advance(seconds(30))
    expect(await problem).toStrictEqual({ kind: 'unreachable' })
  })

  test('and the log says why, without the signed address', async () => {
    const attached = attach(Buffer.alloc(100))
    server.on('/attachments/1/2/picture.png', (response) => response.writeHead(404).end())
    await findProblem(attached)
    expect(log.lines).toHaveLength(1)
    expect(log.lines[0]).toMatchObject({
      level: 'info',
      facts: { attachmentId: '2', problem: { kind: 'unreachable' } },
    })
    expect(JSON.stringify(log.lines)).not.toContain('hm=')
  })
})

test.each([
  'https://media.discordapp.net',
  'https://images-ext-1.discordapp.net',
  'https://images-ext-2.discordapp.net',
])('%s is Discord, too', async (origin) => {
  const bytes = await draw(300, 300).png().toBuffer()
  server.serve('/external/picture.png', bytes)
  const asked: string[] = []
  const redirected: OpenFile = (address, options) => {
    asked.push(address)
    return openFile(address.replace(origin, server.origin), options)
  }
  const elsewhere = createPictures({
    media,
    worker,
    openFile: redirected,
    clock,
    log,
    discordCdnOrigin: 'https://cdn.discordapp.com',
  })
  const url = `${origin}/external/picture.png`
  await elsewhere.store({ id: '2', url, fileName: 'a.png', size: 1 }, 'start')
  expect(asked).toStrictEqual([url])
})

test('a full disk is not the fault of the picture', async () => {
  const bytes = await draw(300, 300).png().toBuffer()
  const attached = attach(bytes)
  const options = { directory, retentionMilliseconds: days(1), clock, log }
  const full = await createMedia({ ...options, capBytes: bytes.byteLength - 1 })
  const unlucky = createPictures({ media: full, worker, openFile, clock, log, discordCdnOrigin: server.origin })
  await expect(unlucky.store(attached, 'start')).rejects.toThrow(MediaFull)
  expect(await readdir(directory)).toStrictEqual([])
})

describe('for a provider', () => {
  const all = { formats: ['png', 'jpeg', 'webp', 'bmp'], bytes: 5 * mebibyte, pixels: 32_000_000 } as const

  function readDataUri(uri: string) {
    const match = /^data:(image\/[a-z]+);base64,([A-Za-z0-9+/]+=*)$/.exec(uri)
    return { type: match?.[1], bytes: Buffer.from(match?.[2] ?? '', 'base64') }
  }

  test.each([
    ['png', () => draw(640, 360).png().toBuffer()],
    ['jpeg', () => draw(640, 360).jpeg().toBuffer()],
    ['webp', () => draw(640, 360).webp().toBuffer()],
    ['bmp', async () => createBitmap({ width: 640, height: 360, bitsPerPixel: 24, pixel: () => 0xc03028 })],
  ])('a %s that fits goes as it is', async (format, build) => {
    const bytes = await build()
    const frame = await pictures.store(attach(bytes), 'start')
    const encoded = readDataUri(await pictures.encode(frame, all))
    expect(encoded.type).toBe(`image/${format}`)
    expect(encoded.bytes.equals(bytes)).toBe(true)
  })

  test.each([
    ['PNG', () => draw(640, 360).png().toBuffer()],
    ['WebP', () => draw(640, 360).webp().toBuffer()],
    ['bitmap', async () => createBitmap({ width: 640, height: 360, bitsPerPixel: 24, pixel: () => 0xc03028 })],
  ])('a %s becomes JPEG where only that is taken', async (_, build) => {
    const frame = await pictures.store(attach(await build()), 'start')
    const { type, bytes } = readDataUri(await pictures.encode(frame, { ...all, formats: ['jpeg'] }))
    expect(type).toBe('image/jpeg')
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'jpeg', width: 640, height: 360 })
    const [red = 0, green = 0, blue = 0] = await sharp(bytes).raw().toBuffer()
    expect(Math.abs(red - 0xc0) + Math.abs(green - 0x30) + Math.abs(blue - 0x28)).toBeLessThan(12)
  })

  test('what is transparent becomes white', async () => {
    const clear = { width: 300, height: 300, channels: 4 as const, background: { r: 0, g: 0, b: 0, alpha: 0 } }
    const frame = await pictures.store(attach(await sharp({ create: clear }).png().toBuffer()), 'start')
    const { bytes } = readDataUri(await pictures.encode(frame, { ...all, formats: ['jpeg'] }))
    expect([...(await sharp(bytes).raw().toBuffer()).subarray(0, 3)]).toStrictEqual([255, 255, 255])
  })

  test('too many pixels are made fewer, the ratio staying within its limits', async () => {
    const frame = await pictures.store(attach(await draw(1_500, 600).png().toBuffer()), 'start')
    const { bytes } = readDataUri(await pictures.encode(frame, { ...all, pixels: 500_000 }))
    const { width, height } = await sharp(bytes).metadata()
    expect(width * height).toBeLessThanOrEqual(500_000)
    expect(width * height).toBeGreaterThan(480_000)
    expect(width / height).toBeLessThanOrEqual(2.5)
  })

  test('too many bytes cost quality first', async () => {
    const frame = await pictures.store(attach(await drawNoise(800, 600).png().toBuffer()), 'start')
    const { bytes } = readDataUri(await pictures.encode(frame, { ...all, bytes: 300_000 }))
    expect(bytes.byteLength).toBeLessThanOrEqual(300_000)
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 800, height: 600 })
  })

  test('then pixels', async () => {
    const frame = await pictures.store(attach(await drawNoise(800, 600).png().toBuffer()), 'start')
    const { bytes } = readDataUri(await pictures.encode(frame, { ...all, bytes: 90_000 }))
    expect(bytes.byteLength).toBeLessThanOrEqual(90_000)
    const { width, height } = await sharp(bytes).metadata()
    expect(width).toBeLessThan(800)
    expect(height).toBeGreaterThanOrEqual(300)
  })

  test('what fits in no way is an error', async () => {
    const frame = await pictures.store(attach(await drawNoise(400, 400).png().toBuffer()), 'start')
    await expect(pictures.encode(frame, { ...all, bytes: 1_000 })).rejects.toThrow('does not fit')
  })
})
