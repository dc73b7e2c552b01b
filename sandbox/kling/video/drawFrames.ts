import { createHash } from 'node:crypto'
import sharp from 'sharp'
import type { Shot } from '../job.ts'
import { decodePicture } from '../pictures.ts'
import { breakLines, dotsOf, letterWidth, lineHeight } from './font.ts'

export interface Scene {
  readonly width: number
  readonly height: number
  readonly framesPerSecond: number
  /** Seconds. */
  readonly duration: number
  /** What is read in the picture, one after another. */
  readonly shots: readonly Shot[]
  /** Small line at the bottom. */
  readonly caption: string
  readonly startPicture?: Uint8Array
  readonly endPicture?: Uint8Array
}

interface Layer {
  readonly pixels: Uint8Array
  readonly width: number
  readonly height: number
}

/** How much larger the background is than what is seen of it: the room for the slow movement. */
const margin = 1.12

/** Two colours and a few soft circles, the same for the same words. */
function drawBackdrop(words: string, width: number, height: number): Buffer {
  const seed = createHash('sha256').update(words).digest()
  const byte = (index: number): number => seed[index % seed.length] ?? 0
  const hue = Math.round((byte(0) / 255) * 360)
  const circles = [1, 2, 3, 4, 5].map((index) => {
    const [x, y, radius] = [byte(index * 3) / 255, byte(index * 3 + 1) / 255, 0.08 + (byte(index * 3 + 2) / 255) * 0.22]
    const colour = `hsl(${(hue + index * 37) % 360}, 70%, 60%)`
    return `<circle cx="${x * width}" cy="${y * height}" r="${radius * width}" fill="${colour}" opacity="0.35"/>`
  })
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
      <linearGradient id="sky" x1="0" y1="0" x2="1" y2="1">
        <stop offset="0" stop-color="hsl(${hue}, 60%, 32%)"/><stop offset="1" stop-color="hsl(${(hue + 70) % 360}, 65%, 18%)"/>
      </linearGradient>
      <rect width="${width}" height="${height}" fill="url(#sky)"/>${circles.join('')}
    </svg>`,
  )
}

async function createLayer(scene: Scene, picture: Uint8Array | undefined): Promise<Layer> {
  const width = Math.ceil(scene.width * margin)
  const height = Math.ceil(scene.height * margin)
  const words = scene.shots.map((shot) => shot.prompt).join(' ')
  const bytes =
    picture ??
    (await sharp(drawBackdrop(words, width, height))
      .png()
      .toBuffer())
  return { pixels: await decodePicture(bytes, { width, height }), width, height }
}

/** Copies the part of the layer that is seen after this share of the time: it drifts from corner to corner. */
function copyView(layer: Layer, scene: Scene, share: number, into: Uint8Array): void {
  const left = Math.round((layer.width - scene.width) * share)
  const top = Math.round((layer.height - scene.height) * (1 - share))
  const length = scene.width * 4
  for (let y = 0; y < scene.height; y += 1) {
    const from = ((top + y) * layer.width + left) * 4
    into.set(layer.pixels.subarray(from, from + length), y * length)
  }
}

function blend(into: Uint8Array, other: Uint8Array, share: number): void {
  for (let index = 0; index < into.length; index += 1) {
    const value = into[index] ?? 0
    into[index] = value + ((other[index] ?? 0) - value) * share
  }
}

function fill(frame: Uint8Array, scene: Scene, area: Area, colour: readonly [number, number, number], share = 1): void {
  for (let y = Math.max(0, area.top); y < Math.min(scene.height, area.top + area.height); y += 1) {
    for (let x = Math.max(0, area.left); x < Math.min(scene.width, area.left + area.width); x += 1) {
      const index = (y * scene.width + x) * 4
      for (const [channel, value] of colour.entries()) {
        const present = frame[index + channel] ?? 0
        frame[index + channel] = present + (value - present) * share
      }
    }
  }
}

interface Area {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

function write(frame: Uint8Array, scene: Scene, line: string, at: { left: number; top: number }, scale: number): void {
  for (const { x, y } of dotsOf(line)) {
    const dot = { left: at.left + x * scale, top: at.top + y * scale, width: scale, height: scale }
    fill(frame, scene, dot, [255, 255, 255])
  }
}

const clockTime = (seconds: number): string => `0:${String(Math.floor(seconds)).padStart(2, '0')}`

function shotAt(scene: Scene, seconds: number): Shot | undefined {
  let end = 0
  return scene.shots.find((shot) => {
    end += shot.duration
    return seconds < end
  })
}

/**
 * The pictures of the video, RGBA, one buffer used again and again: the start picture (or a backdrop) drifting slowly
 * towards the end picture, the prompt, and a bar that shows the time.
 */
export async function* drawFrames(scene: Scene): AsyncGenerator<Uint8Array> {
  const { width, height } = scene
  const first = await createLayer(scene, scene.startPicture)
  const last = scene.endPicture === undefined ? undefined : await createLayer(scene, scene.endPicture)
  const frame = new Uint8Array(width * height * 4)
  const other = new Uint8Array(frame.length)
  const count = Math.round(scene.duration * scene.framesPerSecond)
  const edge = Math.round(Math.min(width, height) * 0.04)
  const scale = Math.max(1, Math.round(Math.min(width, height) / 150))
  const lettersPerLine = Math.floor((width - edge * 2) / (letterWidth * scale))
  const bar = { left: 0, top: height - edge, width, height: edge }
  for (let index = 0; index < count; index += 1) {
    const share = count > 1 ? index / (count - 1) : 0
    copyView(first, scene, share, frame)
    if (last !== undefined) {
      copyView(last, scene, share, other)
      blend(frame, other, share)
    }
    const seconds = index / scene.framesPerSecond
    const lines = breakLines(shotAt(scene, seconds)?.prompt ?? '', lettersPerLine, 6)
    const step = lineHeight * scale
    fill(frame, scene, { left: 0, top: 0, width, height: lines.length * step + edge * 2 }, [0, 0, 0], 0.45)
    for (const [place, line] of lines.entries()) {
      write(frame, scene, line, { left: edge, top: edge + place * step }, scale)
    }
    const captionTop = bar.top - lineHeight - 2
    fill(frame, scene, { left: 0, top: captionTop - 3, width, height: lineHeight + 5 }, [0, 0, 0], 0.45)
    const caption = `${clockTime(seconds)} / ${clockTime(scene.duration)}  ${scene.caption}`
    write(frame, scene, caption, { left: edge, top: captionTop }, 1)
    fill(frame, scene, bar, [30, 30, 36])
    fill(frame, scene, { ...bar, width: Math.round((width * (index + 1)) / count) }, [88, 101, 242])
    yield frame
  }
}
