import { createRequire } from 'node:module'

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
