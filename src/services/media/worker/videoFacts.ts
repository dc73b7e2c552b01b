import { FilePathSource, Input, MP4, QTFF, WEBM } from 'mediabunny'
import type { VideoFacts } from '../../../domain/generation.ts'

/** Reads the facts of a MP4, MOV or WebM file without decoding it. Those that cannot be read are absent. */
export async function readVideoFacts(path: string): Promise<VideoFacts> {
  const input = new Input({ source: new FilePathSource(path), formats: [MP4, QTFF, WEBM] })
  try {
    const video = await input.getPrimaryVideoTrack()
    if (video === null) return {}
    const sound = await input.getPrimaryAudioTrack()
    const codec = await video.getCodec()
    const [width, height] = [await video.getDisplayWidth(), await video.getDisplayHeight()]
    const duration = await input.computeDuration()
    return {
      ...(codec !== null && { codec }),
      ...(width > 0 && height > 0 && { width: Math.round(width), height: Math.round(height) }),
      ...(Number.isFinite(duration) && duration > 0 && { duration }),
      hasSound: sound !== null,
    }
  } catch {
    // A video that plays may still be one whose facts this library cannot read.
    return {}
  } finally {
    input.dispose()
  }
}
