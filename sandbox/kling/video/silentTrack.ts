import { fields, writeBox } from './boxes.ts'

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
export function createSilentTrack(seconds: number, movieTimescale: number, trackId: number): SilentTrack {
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
