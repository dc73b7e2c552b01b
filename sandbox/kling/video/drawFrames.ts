import sharp from 'sharp'
import { decodePicture } from '../pictures.ts'
import type { Shot } from '../submission.ts'
import { drawBackdrop, drawTitle } from './drawScenery.ts'

export interface Scene {
  readonly width: number
  readonly height: number
  readonly framesPerSecond: number
  /** Seconds. */
  readonly duration: number
  /** What is read in the picture, one after another; pictures of their own where there is no start picture. */
  readonly shots: readonly Shot[]
  /** Small line below the words; without one nothing is written. */
  readonly caption: string
  readonly startPicture?: Uint8Array
  readonly endPicture?: Uint8Array
}

/** Pixels as RGBA. */
interface Layer {
  readonly pixels: Uint8Array
  readonly width: number
  readonly height: number
}

/** How much larger a picture is drawn than what is seen of it: the room in which the camera moves. */
const room = 1.25
/** How far the camera is from the picture when a shot begins and when it ends; 1 shows all of it. */
const zoom = { from: 1.02, to: 1.16 }
/** The share of the time after which the end picture begins to show. */
const dissolveFrom = 0.45

/** The pictures of the video, RGBA, one buffer used again and again: a slow camera over pictures, with the prompt below. */
export async function* drawFrames(scene: Scene): AsyncGenerator<Uint8Array> {
  const { width, height, startPicture, endPicture } = scene
  const first = startPicture === undefined ? undefined : await createLayer(scene, startPicture)
  const last = endPicture === undefined ? undefined : await createLayer(scene, endPicture)
  const frame = new Uint8Array(width * height * 4)
  const other = new Uint8Array(last === undefined ? 0 : frame.length)
  for (const { shot, index, begin, end } of cutIntoShots(scene)) {
    const layer = first ?? (await createLayer(scene, await drawBackdrop(shot.prompt, width * room, height * room)))
    const title = await createTitle(scene, shot.prompt)
    for (let number = begin; number < end; number += 1) {
      const whole = shareOf(number, 0, countFrames(scene))
      // One picture is one movement; with pictures of their own, each shot has its own.
      const share = first === undefined ? shareOf(number, begin, end) : whole
      copyView(layer, scene, moveCamera(share, first === undefined ? index : 0), frame)
      if (last !== undefined) {
        copyView(last, scene, moveCamera(whole, 1), other)
        blend(frame, other, smooth((whole - dissolveFrom) / (1 - dissolveFrom)))
      }
      if (title !== undefined) cover(frame, title)
      yield frame
    }
  }
}

const countFrames = ({ duration, framesPerSecond }: Scene): number => Math.round(duration * framesPerSecond)

const shareOf = (number: number, begin: number, end: number): number =>
  end - begin > 1 ? (number - begin) / (end - begin - 1) : 0

interface Cut {
  readonly shot: Shot
  readonly index: number
  /** The first frame, and the one after the last. */
  readonly begin: number
  readonly end: number
}

function cutIntoShots(scene: Scene): Cut[] {
  const shots = scene.shots.length > 0 ? scene.shots : [{ prompt: '', duration: scene.duration }]
  let seconds = 0
  return shots.map((shot, index) => {
    const begin = Math.round(seconds * scene.framesPerSecond)
    seconds += shot.duration
    const isLast = index === shots.length - 1
    return { shot, index, begin, end: isLast ? countFrames(scene) : Math.round(seconds * scene.framesPerSecond) }
  })
}

async function createLayer(scene: Scene, picture: Uint8Array): Promise<Layer> {
  const width = Math.ceil(scene.width * room)
  const height = Math.ceil(scene.height * room)
  return { pixels: await decodePicture(picture, { width, height }), width, height }
}

async function createTitle(scene: Scene, words: string): Promise<Layer | undefined> {
  if (scene.caption === '') return undefined
  const { width, height } = scene
  const picture = await drawTitle(words, { width, height, caption: scene.caption })
  const pixels = await sharp(picture).ensureAlpha().raw().toBuffer()
  return { pixels, width, height }
}

/** Where the camera looks: the centre and the size of what is seen, as shares of the picture. */
interface View {
  readonly x: number
  readonly y: number
  readonly size: number
}

const smooth = (share: number): number => {
  const within = Math.min(Math.max(share, 0), 1)
  return within * within * (3 - 2 * within)
}

/** Nearer and sideways, from shot to shot in another direction. */
function moveCamera(share: number, index: number): View {
  const eased = smooth(share)
  const drift = (eased - 0.5) * 0.06
  const [right, down] = [index % 2 === 0 ? 1 : -1, index % 3 === 0 ? -1 : 1]
  return { x: 0.5 + drift * right, y: 0.5 + drift * down, size: 1 / (zoom.from + (zoom.to - zoom.from) * eased) }
}

/** Copies what the camera sees, between the pixels as well, so that a slow movement does not jerk. */
function copyView(layer: Layer, { width, height }: Scene, view: View, into: Uint8Array): void {
  const { pixels } = layer
  const row = layer.width * 4
  const stepX = (layer.width * view.size) / width
  const stepY = (layer.height * view.size) / height
  const left = Math.max(layer.width * (view.x - view.size / 2), 0)
  const top = Math.max(layer.height * (view.y - view.size / 2), 0)
  let at = 0
  for (let y = 0; y < height; y += 1) {
    const fromY = Math.min(top + y * stepY, layer.height - 2)
    const shareY = fromY % 1
    const start = Math.floor(fromY) * row
    for (let x = 0; x < width; x += 1) {
      const fromX = Math.min(left + x * stepX, layer.width - 2)
      const shareX = fromX % 1
      const from = start + Math.floor(fromX) * 4
      for (let channel = 0; channel < 3; channel += 1) {
        const place = from + channel
        const above = mix(pixels[place] ?? 0, pixels[place + 4] ?? 0, shareX)
        const below = mix(pixels[place + row] ?? 0, pixels[place + row + 4] ?? 0, shareX)
        into[at + channel] = mix(above, below, shareY) + 0.5
      }
      into[at + 3] = 255
      at += 4
    }
  }
}

const mix = (one: number, other: number, share: number): number => one + (other - one) * share

function blend(into: Uint8Array, other: Uint8Array, share: number): void {
  for (let index = 0; index < into.length; index += 1)
    into[index] = mix(into[index] ?? 0, other[index] ?? 0, share) + 0.5
}

/** Lays a picture with transparency over the frame. */
function cover(frame: Uint8Array, { pixels }: Layer): void {
  for (let index = 0; index < frame.length; index += 4) {
    const opacity = (pixels[index + 3] ?? 0) / 255
    if (opacity === 0) continue
    for (let place = index; place < index + 3; place += 1) {
      frame[place] = mix(frame[place] ?? 0, pixels[place] ?? 0, opacity) + 0.5
    }
  }
}
