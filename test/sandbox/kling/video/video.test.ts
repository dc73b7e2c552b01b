import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import type { KlingSandboxOptions } from '../../../../sandbox/kling/startKlingSandbox.ts'
import { drawFrames, type Scene } from '../../../../sandbox/kling/video/drawFrames.ts'
import { encodeVideo } from '../../../../sandbox/kling/video/encodeVideo.ts'
import { findBox, readBoxes } from '../../../../sandbox/kling/video/mp4.ts'
import { openSandbox } from '../support/openSandbox.ts'
import { createPicture, toDataUri } from '../support/pictures.ts'

async function render(fields: Record<string, unknown>, options: KlingSandboxOptions = {}) {
  const { runcomfy, sandbox, send } = await openSandbox({ video: 'rendered', ...options })
  const mode = 'start_image_url' in fields ? 'image-to-video' : 'text-to-video'
  const path = `/v1/models/kling/kling-3.0/4k/${mode}`
  const accepted = await runcomfy('POST', path, { prompt: 'A lighthouse at dusk', duration: 3, ...fields })
  const id = String(accepted.body.request_id)
  await sandbox.finish(id)
  const result = await runcomfy('GET', `/v1/requests/${id}/result`)
  const { video } = result.body.output as { video: string }
  const get = (headers: Record<string, string> = {}, method = 'GET') => fetch(video, { method, headers })
  return { video, get, send, sandbox, file: async () => Buffer.from(await (await get()).arrayBuffer()) }
}

const traksOf = (file: Buffer) => readBoxes(findBox(file, 'moov')?.payload ?? file).filter((box) => box.type === 'trak')

function describeTrack(trak: Buffer) {
  const media = findBox(trak, 'mdia', 'mdhd')?.payload
  const table = findBox(trak, 'mdia', 'minf', 'stbl')?.payload ?? Buffer.alloc(0)
  const entry = readBoxes((findBox(table, 'stsd')?.payload ?? Buffer.alloc(8)).subarray(8))[0]
  return {
    codec: entry?.type,
    seconds: media && media.readUInt32BE(16) / media.readUInt32BE(12),
    size: entry && [entry.payload.readUInt16BE(24), entry.payload.readUInt16BE(26)],
    samples: findBox(table, 'stsz')?.payload.readUInt32BE(8),
    table,
  }
}

/** The first sample of each chunk, read at the offset that the track names. */
function readChunkStarts(file: Buffer, table: Buffer, length: number): Buffer[] {
  const offsets = findBox(table, 'stco')?.payload ?? Buffer.alloc(8)
  return Array.from({ length: offsets.readUInt32BE(4) }, (_each, index) => {
    const at = offsets.readUInt32BE(8 + index * 4)
    return file.subarray(at, at + length)
  })
}

describe('a rendered video', () => {
  test.each([
    ['16:9', 3, 480, 270],
    ['9:16', 4, 270, 480],
    ['1:1', 5, 360, 360],
  ])('of %s and %i seconds is an MP4 of %i×%i', async (ratio, duration, width, height) => {
    const { file } = await render({ aspect_ratio: ratio, duration, sound: false })
    const bytes = await file()
    expect(readBoxes(bytes).map((box) => box.type)).toStrictEqual(['ftyp', 'moov', 'mdat'])
    const [track, ...others] = traksOf(bytes)
    expect(others).toStrictEqual([])
    const described = describeTrack(track?.payload ?? bytes)
    expect(described).toMatchObject({ codec: 'avc1', size: [width, height], samples: duration * 12 })
    expect(described.seconds).toBeCloseTo(duration, 1)
    // The pictures are where the index says, although the index was moved.
    const starts = readChunkStarts(bytes, described.table, 5)
    expect(starts.length).toBeGreaterThan(1)
    for (const start of starts) {
      // A length and then a NAL unit: a slice, a key frame, or a parameter set.
      expect(start.readUInt32BE(0)).toBeLessThan(bytes.length)
      expect([1, 5, 7]).toContain((start[4] ?? 0) & 0x1f)
    }
  })

  test('has a silent sound track where sound was asked for', async () => {
    const { file } = await render({ sound: true })
    const bytes = await file()
    const [, sound] = traksOf(bytes)
    const described = describeTrack(sound?.payload ?? bytes)
    expect(described).toMatchObject({ codec: 'mp4a', samples: Math.ceil((3 * 44_100) / 1_024) })
    expect(described.seconds).toBeCloseTo(3, 1)
    const silence = Buffer.from([0x00, 0xc8, 0x00, 0x80, 0x23, 0x80])
    expect(readChunkStarts(bytes, described.table, 6)).toStrictEqual([silence])
    expect(bytes.subarray(-6)).toStrictEqual(silence)
  })

  test.each([
    [800, 450, [480, 270]],
    [400, 800, [240, 480]],
    [500, 400, [480, 384]],
    [400, 400, [360, 360]],
  ])('follows a start picture of %i×%i', async (width, height, size) => {
    const start = toDataUri(await createPicture(width, height))
    const { file } = await render({ start_image_url: start, generate_audio: false })
    const bytes = await file()
    expect(describeTrack(traksOf(bytes)[0]?.payload ?? bytes).size).toStrictEqual(size)
  })
})

describe('what is seen', () => {
  const scene: Scene = {
    width: 480,
    height: 270,
    framesPerSecond: 4,
    duration: 2,
    shots: [
      { prompt: 'First', duration: 1 },
      { prompt: 'Second', duration: 1 },
    ],
    caption: 'test',
  }

  async function draw(changes: Partial<Scene> = {}): Promise<Uint8Array[]> {
    const frames: Uint8Array[] = []
    for await (const frame of drawFrames({ ...scene, ...changes })) frames.push(Uint8Array.from(frame))
    return frames
  }

  const pixel = (frame: Uint8Array | undefined, x: number, y: number) => {
    const at = (y * scene.width + x) * 4
    return [...(frame ?? []).slice(at, at + 3)]
  }
  /** The lower part, where the words are. */
  const words = (frame: Uint8Array | undefined) => (frame ?? new Uint8Array()).slice(scene.width * 4 * 200).join()

  test('the words of each shot in its time, under a picture of its own', async () => {
    const picture = await createPicture(480, 270)
    const one = { startPicture: picture, shots: [{ prompt: 'First', duration: 2 }] }
    const [both, first] = [await draw({ startPicture: picture }), await draw(one)]
    expect(both).toHaveLength(8)
    expect(words(both[0])).toBe(words(first[0]))
    expect(words(both[4])).not.toBe(words(first[4]))
    const drawn = await draw()
    expect(pixel(drawn[0], 400, 20)).not.toStrictEqual(pixel(drawn[4], 400, 20))
  })

  test('any words, as they are', async () => {
    const picture = await createPicture(480, 270)
    const written = (prompt: string) =>
      draw({ startPicture: picture, duration: 0.25, shots: [{ prompt, duration: 1 }] })
    const [tags, none, long] = await Promise.all(['<b>&amp;', '', 'boat '.repeat(500)].map(written))
    expect(words(tags?.[0])).not.toBe(words(none?.[0]))
    expect(long).toHaveLength(1)
  })

  test('the start picture, and the end picture at the end', async () => {
    const plain = (background: string) =>
      sharp({ create: { width: 480, height: 270, channels: 3, background } })
        .png()
        .toBuffer()
    const frames = await draw({ startPicture: await plain('#ff0000'), endPicture: await plain('#0000ff') })
    expect(pixel(frames[0], 240, 100)).toStrictEqual([255, 0, 0])
    expect(pixel(frames[7], 240, 100)).toStrictEqual([0, 0, 255])
  })

  test('a start picture that drifts', async () => {
    const gradient = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="480" height="270"><linearGradient id="g"><stop stop-color="#000"/><stop offset="1" stop-color="#fff"/></linearGradient><rect width="480" height="270" fill="url(#g)"/></svg>',
    )
    const frames = await draw({ startPicture: await sharp(gradient).png().toBuffer() })
    expect(pixel(frames[0], 100, 100)).not.toStrictEqual(pixel(frames[7], 100, 100))
  })

  test('the event loop has a turn after each picture', async () => {
    let turns = 0
    let running = true
    const count = () => {
      turns += 1
      if (running) setImmediate(count)
    }
    setImmediate(count)
    await encodeVideo(scene, new AbortController().signal)
    running = false
    expect(turns).toBeGreaterThanOrEqual(8)
  })

  test('the same each time, also where two are encoded side by side, and something else for other words', async () => {
    const { signal } = new AbortController()
    const other = { ...scene, shots: [{ prompt: 'A whale', duration: 2 }] }
    // Without the times of the file.
    const read = async (wanted: Scene) => {
      const file = await encodeVideo(wanted, signal)
      return Buffer.from(findBox(file, 'mdat')?.payload ?? file).toString('hex')
    }
    const alone = [await read(scene), await read(other)]
    expect(alone[1]).not.toBe(alone[0])
    expect(await Promise.all([read(scene), read(other)])).toStrictEqual(alone)
  })

  test('nothing more once the sandbox is closed', async () => {
    const closing = new AbortController()
    closing.abort(new Error('closed'))
    await expect(encodeVideo(scene, closing.signal)).rejects.toThrow('closed')
  })
})

describe('the file', () => {
  test('is served with its length, its type and ranges', async () => {
    const { get, file } = await render({}, { video: 'tiny' })
    const bytes = await file()
    const head = await get({}, 'HEAD')
    expect(head.headers.get('content-type')).toBe('video/mp4')
    expect(head.headers.get('content-length')).toBe(String(bytes.length))
    expect(head.headers.get('accept-ranges')).toBe('bytes')
    const part = await get({ range: 'bytes=4-7' })
    expect(part.status).toBe(206)
    expect(part.headers.get('content-range')).toBe(`bytes 4-7/${bytes.length}`)
    expect(await part.text()).toBe('ftyp')
    const end = Buffer.from(await (await get({ range: 'bytes=-10' })).arrayBuffer())
    expect(end).toStrictEqual(bytes.subarray(-10))
    const rest = Buffer.from(await (await get({ range: 'bytes=10-' })).arrayBuffer())
    expect(rest).toStrictEqual(bytes.subarray(10))
    expect((await get({ range: `bytes=${bytes.length}-` })).status).toBe(416)
  })

  test('is refused to those who send a key along', async () => {
    const { get, sandbox } = await render({}, { video: 'tiny' })
    expect((await get({ authorization: `Bearer ${sandbox.runcomfyKey}` })).status).toBe(400)
  })

  test('is not there before the render is done', async () => {
    const { runcomfy, sandbox, send } = await openSandbox()
    await runcomfy('POST', '/v1/models/kling/kling-3.0/pro/text-to-video', { prompt: 'A lighthouse' })
    const url = `${sandbox.origin}/files/runcomfy/results/${sandbox.jobs[0]?.fileId}.mp4`
    expect((await send(url)).status).toBe(404)
  })

  test('may be tiny and still play', async () => {
    const { file } = await render({ duration: 4, aspect_ratio: '9:16', sound: false }, { video: 'tiny' })
    const bytes = await file()
    const described = describeTrack(traksOf(bytes)[0]?.payload ?? bytes)
    expect(described).toMatchObject({ codec: 'avc1', size: [36, 64] })
    expect(described.seconds).toBeCloseTo(4, 1)
    expect(bytes.length).toBeLessThan(10_000)
  })

  test.each([12_000_000, 100_001])('may be grown to %i bytes', async (size) => {
    const { file } = await render({}, { video: 'tiny', padVideoTo: size })
    const bytes = await file()
    expect(bytes.length).toBe(size)
    expect(readBoxes(bytes).map((box) => box.type)).toStrictEqual(['ftyp', 'moov', 'mdat', 'free'])
  })
})
