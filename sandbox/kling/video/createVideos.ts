import { createHash } from 'node:crypto'
import type { JobPictures } from '../createAccount.ts'
import type { Job } from '../job.ts'
import type { Scene } from './drawFrames.ts'
import { encodeVideo } from './encodeVideo.ts'
import { arrangeMp4 } from './mp4.ts'

export interface VideoOptions {
  /** `rendered` shows prompt and pictures; `tiny` is just as real and playable, but of 64 pixels and soon made. */
  readonly style: 'rendered' | 'tiny'
  /** Grows each file to so many bytes. */
  readonly padTo?: number | ((job: Job) => number)
}

export interface Videos {
  create(job: Job, pictures: JobPictures): Promise<Buffer>
  /** Stops what is being encoded and waits for it. */
  close(): Promise<void>
}

const kept = 32
const providerNames = { kling: 'Kling', runcomfy: 'RunComfy', runware: 'Runware' }
const longSides = { rendered: 480, tiny: 64 }
const even = (value: number): number => Math.max(16, Math.round(value / 2) * 2)

function describe(job: Job, pictures: JobPictures, style: VideoOptions['style']): Scene {
  const ratio = pictures.start ? pictures.start.width / pictures.start.height : (job.aspectRatio ?? 16 / 9)
  const side = longSides[style]
  const common = {
    // A square with the long side of the others would have far more pixels than they.
    width: even(ratio === 1 ? side * 0.75 : side * Math.min(1, ratio)),
    height: even(ratio === 1 ? side * 0.75 : side / Math.max(1, ratio)),
    framesPerSecond: style === 'tiny' ? 2 : 12,
    duration: job.duration,
  }
  // The tiny one shows neither words nor pictures, so that all of a length and ratio are the same file.
  if (style === 'tiny') return { ...common, shots: [], caption: '' }
  return {
    ...common,
    shots: job.shots.length > 0 ? job.shots : [{ prompt: job.prompt, duration: job.duration }],
    caption: `A stand-in, made on this machine in place of ${providerNames[job.provider]}`,
    ...(pictures.start && { startPicture: pictures.start.bytes }),
    ...(pictures.end && { endPicture: pictures.end.bytes }),
  }
}

function keyOf({ startPicture, endPicture, ...rest }: Scene): string {
  const hash = createHash('sha256').update(JSON.stringify(rest))
  for (const picture of [startPicture, endPicture]) hash.update('|').update(picture ?? '')
  return hash.digest('hex')
}

/** Makes the videos, one at a time and each only once while it is among the last ones asked for. */
export function createVideos({ style, padTo }: VideoOptions): Videos {
  const cache = new Map<string, Promise<Uint8Array>>()
  const closing = new AbortController()
  let last: Promise<unknown> = Promise.resolve()

  function encode(scene: Scene): Promise<Uint8Array> {
    const key = keyOf(scene)
    const known = cache.get(key)
    if (known !== undefined) return known
    const turn = last.then(() => {
      closing.signal.throwIfAborted()
      return encodeVideo(scene, closing.signal)
    })
    last = turn.catch(() => cache.delete(key))
    cache.set(key, turn)
    const [oldest] = cache.keys()
    if (cache.size > kept && oldest !== undefined) cache.delete(oldest)
    return turn
  }

  return {
    async create(job, pictures) {
      const encoded = await encode(describe(job, pictures, style))
      const size = typeof padTo === 'function' ? padTo(job) : padTo
      return arrangeMp4(encoded, {
        ...(job.sound && { soundSeconds: job.duration }),
        ...(size !== undefined && { padTo: size }),
      })
    },
    async close() {
      closing.abort(new Error('The sandbox is closed'))
      await last
    },
  }
}
