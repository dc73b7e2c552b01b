export interface Arrangement {
  /** Seconds of silence beside the pictures; none without sound. */
  readonly soundSeconds?: number
  /** The file grows to this many bytes by a `free` box at its end. */
  readonly padTo?: number
}

function requireBox(bytes: Uint8Array, ...types: readonly string[]) {
  const box = findBox(bytes, ...types)
  if (box === undefined) throw new Error(`No ${types.join('/')} in the video`)
  return box
}

/** Moves the chunk offsets of the (only) video track. @see ISO/IEC 14496-12, 8.7.5 */
function moveChunks(moov: Buffer, by: number): void {
  const { payload } = requireBox(moov, 'moov', 'trak', 'mdia', 'minf', 'stbl', 'stco')
  const count = payload.readUInt32BE(4)
  for (let at = 8; at < 8 + count * 4; at += 4) payload.writeUInt32BE(payload.readUInt32BE(at) + by, at)
}

/** Puts `moov` before `mdat`, so that a player can start before the whole file is there; adds sound and padding. */
export function arrangeMp4(encoded: Uint8Array, { soundSeconds, padTo = 0 }: Arrangement): Buffer {
  const boxes = readBoxes(Buffer.from(encoded))
  const start = requireBox(encoded, 'ftyp').bytes
  const media = requireBox(encoded, 'mdat').payload
  let mediaAt = 8
  for (const box of boxes) {
    if (box.type === 'mdat') break
    mediaAt += box.bytes.length
  }
  const moov = Buffer.from(requireBox(encoded, 'moov').bytes)
  const header = requireBox(moov, 'moov', 'mvhd').payload
  const track = soundSeconds === undefined ? undefined : createSilentTrack(soundSeconds, header.readUInt32BE(12), 2)
  // The last field is the next free track id.
  if (track !== undefined) header.writeUInt32BE(3, header.length - 4)

  const moovSize = moov.length + (track?.box(0).length ?? 0)
  const newMediaAt = start.length + moovSize + 8
  moveChunks(moov, newMediaAt - mediaAt)
  const sound = track === undefined ? [] : [track.box(newMediaAt + media.length)]
  const file = Buffer.concat([
    start,
    writeBox('moov', moov.subarray(8), ...sound),
    writeBox('mdat', media, ...(track === undefined ? [] : [track.samples])),
  ])
  const missing = padTo - file.length
  return missing < 8 ? file : Buffer.concat([file, writeBox('free', Buffer.alloc(missing - 8))])
}

/** One AAC-LC frame of silence: 1,024 samples, mono. */
const frame = Uint8Array.of(0x00, 0xc8, 0x00, 0x80, 0x23, 0x80)
const samplesPerFrame = 1_024
const rate = 44_100
const unity = [0x00010000, 0, 0, 0, 0x00010000, 0, 0, 0, 0x40000000] as const

export interface SilentTrack {
  readonly samples: Buffer
  /** The `trak` box once it is known where the samples begin in the file. */
  box(samplesAt: number): Buffer
}

/** @see ISO/IEC 14496-1, 7.2.6: ES, decoder configuration (AAC-LC, 44.1 kHz, mono) and sync layer descriptors */
function describeCodec(): Buffer {
  const specific = [0x05, 2, 0x12, 0x08]
  const decoder = [0x04, 13 + specific.length, 0x40, 0x15, 0, 0, 0, 0, 0, 0x08, 0, 0, 0, 0x08, 0, ...specific]
  const layer = [0x06, 1, 0x02]
  const stream = [0x03, 3 + decoder.length + layer.length, 0, 2, 0, ...decoder, ...layer]
  const esds = writeBox('esds', fields([0, 4]), Uint8Array.from(stream))
  const head = fields([0, 4], [0, 2], [1, 2], [0, 4], [0, 4], [1, 2], [16, 2], [0, 2], [0, 2], [rate, 2], [0, 2])
  return writeBox('stsd', fields([0, 4], [1, 4]), writeBox('mp4a', head, esds))
}

/** A sound track as long as the video and silent throughout: the sandbox has nothing to say, but the file has sound. */
function createSilentTrack(seconds: number, movieTimescale: number, trackId: number): SilentTrack {
  const count = Math.ceil((seconds * rate) / samplesPerFrame)
  const header = writeBox(
    'tkhd',
    fields([7, 4], [0, 4], [0, 4], [trackId, 4], [0, 4], [Math.round(seconds * movieTimescale), 4], [0, 4], [0, 4]),
    fields([0, 2], [1, 2], [0x0100, 2], [0, 2], ...unity.map((value) => [value, 4] as const), [0, 4], [0, 4]),
  )
  const media = fields([0, 4], [0, 4], [0, 4], [rate, 4], [count * samplesPerFrame, 4], [0x55c4, 2], [0, 2])
  const handler = Buffer.concat([
    fields([0, 4], [0, 4]),
    Buffer.from('soun', 'latin1'),
    fields([0, 4], [0, 4], [0, 4]),
    Buffer.from('Silence\0', 'latin1'),
  ])
  const data = writeBox('dinf', writeBox('dref', fields([0, 4], [1, 4]), writeBox('url ', fields([1, 4]))))
  return {
    samples: Buffer.concat(Array.from({ length: count }, () => frame)),
    box(samplesAt) {
      const table = writeBox(
        'stbl',
        describeCodec(),
        writeBox('stts', fields([0, 4], [1, 4], [count, 4], [samplesPerFrame, 4])),
        writeBox('stsc', fields([0, 4], [1, 4], [1, 4], [count, 4], [1, 4])),
        writeBox('stsz', fields([0, 4], [frame.length, 4], [count, 4])),
        writeBox('stco', fields([0, 4], [1, 4], [samplesAt, 4])),
      )
      const information = writeBox('minf', writeBox('smhd', fields([0, 4], [0, 4])), data, table)
      return writeBox('trak', header, writeBox('mdia', writeBox('mdhd', media), writeBox('hdlr', handler), information))
    },
  }
}

export interface Box {
  readonly type: string
  /** With the header. */
  readonly bytes: Buffer
  /** Without the header. */
  readonly payload: Buffer
}

/** The boxes of an MP4, or of a container box's payload. @see ISO/IEC 14496-12, 4.2 */
export function readBoxes(bytes: Uint8Array): Box[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const boxes: Box[] = []
  for (let at = 0; at < buffer.length; ) {
    const size = buffer.readUInt32BE(at)
    if (size < 8 || at + size > buffer.length) throw new Error(`Bad box at ${at}`)
    const box = buffer.subarray(at, at + size)
    boxes.push({ type: box.toString('latin1', 4, 8), bytes: box, payload: box.subarray(8) })
    at += size
  }
  return boxes
}

/** Follows the types down; the first of each kind. */
export function findBox(bytes: Uint8Array, ...types: readonly string[]): Box | undefined {
  const [type, ...deeper] = types
  const box = readBoxes(bytes).find((each) => each.type === type)
  return box === undefined || deeper.length === 0 ? box : findBox(box.payload, ...deeper)
}

function writeBox(type: string, ...parts: readonly Uint8Array[]): Buffer {
  const header = Buffer.alloc(8)
  header.writeUInt32BE(8 + parts.reduce((sum, part) => sum + part.length, 0))
  header.write(type, 4, 'latin1')
  return Buffer.concat([header, ...parts])
}

/** Big-endian fields: each is a number and its size in bytes. */
function fields(...entries: readonly (readonly [value: number, size: 1 | 2 | 3 | 4])[]): Buffer {
  return Buffer.concat(
    entries.map(([value, size]) => {
      const bytes = Buffer.alloc(size)
      bytes.writeUIntBE(value, 0, size)
      return bytes
    }),
  )
}
