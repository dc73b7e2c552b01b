import { createH264MP4Encoder } from 'h264-mp4-encoder'
import {
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacket,
  EncodedVideoPacketSource,
  MovOutputFormat,
  Mp4OutputFormat,
  Output,
  type OutputFormat,
  type VideoCodec,
  WebMOutputFormat,
} from 'mediabunny'

/** A real MP4 of grey pictures, 24 a second, without sound. */
export async function createVideo({ width, height, seconds }: { width: number; height: number; seconds: number }) {
  const encoder = await createH264MP4Encoder()
  try {
    encoder.width = width
    encoder.height = height
    encoder.frameRate = 24
    encoder.initialize()
    const picture = new Uint8Array(width * height * 4).fill(128)
    for (let frame = 0; frame < seconds * 24; frame += 1) encoder.addFrameRgba(picture)
    encoder.finalize()
    return Buffer.from(encoder.FS.readFile(encoder.outputFilename))
  } finally {
    encoder.delete()
  }
}

const containers: Record<string, { format: () => OutputFormat; codec: VideoCodec; codecString: string }> = {
  mp4: { format: () => new Mp4OutputFormat(), codec: 'vp9', codecString: 'vp09.00.10.08' },
  mov: { format: () => new MovOutputFormat(), codec: 'vp9', codecString: 'vp09.00.10.08' },
  webm: { format: () => new WebMOutputFormat(), codec: 'vp8', codecString: 'vp8' },
}

/** A container of two seconds with made-up packets and a sound track: nothing to play, everything to read. */
export async function createContainer(kind: 'mp4' | 'mov' | 'webm', size: { width: number; height: number }) {
  const container = containers[kind]
  if (container === undefined) throw new Error(`No container ${kind}`)
  const target = new BufferTarget()
  const output = new Output({ format: container.format(), target })
  const video = new EncodedVideoPacketSource(container.codec)
  const sound = new EncodedAudioPacketSource('opus')
  output.addVideoTrack(video)
  output.addAudioTrack(sound)
  await output.start()
  const packet = new Uint8Array(100).fill(0x82)
  for (let second = 0; second < 2; second += 1) {
    await video.add(new EncodedPacket(packet, 'key', second, 1), {
      decoderConfig: { codec: container.codecString, codedWidth: size.width, codedHeight: size.height },
    })
    await sound.add(new EncodedPacket(packet, 'key', second, 1), {
      decoderConfig: { codec: 'opus', sampleRate: 48_000, numberOfChannels: 2 },
    })
  }
  await output.finalize()
  if (target.buffer === null) throw new Error('Nothing was written')
  return Buffer.from(target.buffer)
}

/**
 * A video of less than a kilobyte that claims two thousand million pictures: whoever believes it takes gigabytes. It opens and
 * ends as a whole one.
 */
export async function createLyingVideo(): Promise<Buffer> {
  const target = new BufferTarget()
  const output = new Output({ format: new Mp4OutputFormat({ fastStart: 'fragmented' }), target })
  const video = new EncodedVideoPacketSource('vp9')
  output.addVideoTrack(video)
  await output.start()
  const decoderConfig = { codec: 'vp09.00.10.08', codedWidth: 640, codedHeight: 360 }
  await video.add(new EncodedPacket(new Uint8Array(30).fill(0x82), 'key', 0, 1), { decoderConfig })
  await output.finalize()
  if (target.buffer === null) throw new Error('Nothing was written')
  const bytes = Buffer.from(target.buffer)
  const run = bytes.indexOf('trun')
  // No fields for each picture, so that none of them needs any bytes.
  bytes.writeUIntBE(0, run + 5, 3)
  bytes.writeUInt32BE(0x7fffffff, run + 8)
  return bytes
}
