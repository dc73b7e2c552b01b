import { randomUUID } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { drawFrames, type Scene } from './drawFrames.ts'
import { loadEncoders } from './loadEncoders.ts'

/**
 * Encodes the scene as H.264 in an MP4. It gives the event loop a turn after each picture (a few milliseconds of work)
 * rather than use a worker thread: Node 20 cannot start one from TypeScript sources, which is how the tests run. The
 * turns are real ones even where tests fake the timers, since `node:timers/promises` is never faked.
 */
export async function encodeVideo(scene: Scene, signal: AbortSignal): Promise<Uint8Array> {
  const encoders = loadEncoders()
  const encoder = await encoders.createH264MP4Encoder()
  // All encoders of a process share one file system in memory.
  encoder.outputFilename = `${randomUUID()}.mp4`
  encoder.width = scene.width
  encoder.height = scene.height
  encoder.frameRate = scene.framesPerSecond
  encoder.groupOfPictures = scene.framesPerSecond * 2
  encoder.quantizationParameter = 28
  encoder.speed = 8
  encoder.initialize()
  let video = new Uint8Array()
  try {
    for await (const frame of drawFrames(scene)) {
      encoder.addFrameRgba(frame)
      await nextTurn()
      signal.throwIfAborted()
    }
  } finally {
    // Also where it was stopped: an encoder that was not finalized cannot be deleted.
    encoder.finalize()
    video = Uint8Array.from(encoder.FS.readFile(encoder.outputFilename))
    encoder.FS.unlink(encoder.outputFilename)
    encoder.delete()
  }
  return video
}
