import { BufferSource, EncodedPacketSink, Input, MP4 } from 'mediabunny'

export interface PlayedVideo {
  readonly codec: string
  /** Seconds. */
  readonly duration: number
  readonly hasSound: boolean
  /** Pictures that a player finds at the places that the file names. */
  readonly pictures: number
}

/** Reads an MP4 as a player does: its tracks, and every picture of it. */
export async function readVideo(bytes: Uint8Array): Promise<PlayedVideo> {
  const input = new Input({ source: new BufferSource(bytes), formats: [MP4] })
  try {
    const track = await input.getPrimaryVideoTrack()
    if (track === null) throw new Error('There are no pictures in the file')
    const sink = new EncodedPacketSink(track)
    let pictures = 0
    for await (const { data } of sink.packets()) if (data.byteLength > 0) pictures += 1
    return {
      codec: String(await track.getCodec()),
      duration: await input.computeDuration(),
      hasSound: (await input.getPrimaryAudioTrack()) !== null,
      pictures,
    }
  } finally {
    input.dispose()
  }
}
