import { randomUUID } from 'node:crypto'
import { createRequire } from 'node:module'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { drawFrames, type Scene } from './drawFrames.ts'

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
  encoder.quantizationParameter = 23
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

type Encoders = typeof import('h264-mp4-encoder')

const require = createRequire(import.meta.url)

const events = ['uncaughtException', 'unhandledRejection'] as const

/**
 * Loads the encoder without what its glue code does besides: it takes over the process's handling of defects, prints a
 * megabyte of source and ends with code 7.
 *
 * @see https://emscripten.org/docs/tools_reference/settings_reference.html#nodejs-catch-exit
 */
export function loadEncoders(): Encoders {
  const before = new Set(events.flatMap((event) => process.rawListeners(event)))
  const encoders = require('h264-mp4-encoder') as Encoders
  for (const event of events) {
    for (const listener of process.rawListeners(event)) {
      if (!before.has(listener)) process.off(event, listener as (...details: unknown[]) => void)
    }
  }
  return encoders
}
