import sharp, { type Sharp, type SharpOptions } from 'sharp'
import { type PictureFormat, pictureLimits } from '../../../domain/request.ts'
import type { Jobs } from '../jobs.ts'
import { type BitmapHeader, decodeBitmap, isWholeBitmap, readBitmapHeader } from './bitmap.ts'

// One picture at a time and by one thread: the bot's other process needs the rest of the machine.
sharp.concurrency(1)
// What was decoded is never needed a second time.
sharp.cache(false)
// Whatever a file is called, only these decoders ever see it.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: [
    'VipsForeignLoadJpeg',
    'VipsForeignLoadPng',
    'VipsForeignLoadWebp',
    'VipsForeignLoadNsgif',
    'VipsForeignLoadHeif',
  ],
})

export type SniffedFormat = 'png' | 'jpeg' | 'webp' | 'bmp' | 'gif' | 'avif'

/**
 * The picture as sharp works with it, of an animation the first frame. What is broken fails when the pixels are asked
 * for. Not for bitmaps, which sharp does not know.
 */
export function readPicture(bytes: Uint8Array, options: SharpOptions = {}): Sharp {
  // `error` finds what is cut short; `warning`, the default, also refuses harmless oddities of cameras.
  return sharp(bytes, { failOn: 'error', limitInputPixels: pictureLimits.pixels, ...options })
}

/** Throws where the bitmap is cut short. */
export function requireWholeBitmap(bytes: Uint8Array): BitmapHeader {
  const header = readBitmapHeader(bytes)
  if (header === undefined || !isWholeBitmap(bytes, header)) throw new Error('The bitmap is cut short')
  return header
}

/** A bitmap as sharp works with it. Throws where it is cut short. */
function readBitmap(bytes: Uint8Array): Sharp {
  const header = requireWholeBitmap(bytes)
  const { width, height } = header
  return sharp(decodeBitmap(bytes, header), { raw: { width, height, channels: 3 } })
}

interface Inspected {
  readonly format: SniffedFormat
  readonly width: number
  readonly height: number
  readonly hasAlpha: boolean
}

interface ConvertedPicture {
  readonly bytes: Uint8Array
  readonly format: PictureFormat
  readonly width: number
  readonly height: number
}

/** The first frame, upright: as PNG where something would be lost otherwise, else as JPEG. Throws where it is broken. */
export async function convertPicture(bytes: Uint8Array, inspected: Inspected): Promise<ConvertedPicture> {
  const { format, hasAlpha } = inspected
  const { width, height } = findUsefulSize(inspected)
  const picture = format === 'bmp' ? readBitmap(bytes) : readPicture(bytes).autoOrient()
  const drawn = picture.resize(width, height, { fit: 'fill' })
  const target = hasAlpha || format === 'png' || format === 'gif' || format === 'bmp' ? 'png' : 'jpeg'
  const encoded = target === 'png' ? drawn.png() : drawn.jpeg({ quality: 95, chromaSubsampling: '4:4:4' })
  const { data, info } = await encoded.toBuffer({ resolveWithObject: true })
  return { bytes: data, format: target, width: info.width, height: info.height }
}

type Given = Jobs['fitPicture']['given']

const qualities = [92, 85, 75, 65]
const shrinkStep = 0.8

/**
 * The picture as a JPEG within the limits: first with less quality, then with fewer pixels, on white where it is
 * transparent. Throws where it does not fit even at the smallest size that providers take.
 */
export async function fitPicture(
  bytes: Uint8Array,
  { frame, limits }: Pick<Given, 'frame' | 'limits'>,
): Promise<Uint8Array> {
  const decoded = frame.format === 'bmp' ? readBitmap(bytes) : readPicture(bytes)
  const picture = decoded.flatten({ background: '#ffffff' })
  const useful = findUsefulSize(frame)
  let scale = Math.min(useful.width / frame.width, Math.sqrt(limits.pixels / (frame.width * frame.height)))
  let size = scaleSize(frame, scale)
  while (Math.min(size.width, size.height) >= pictureLimits.shortestSide) {
    for (const quality of qualities) {
      const jpeg = await picture.clone().resize(size.width, size.height, { fit: 'fill' }).jpeg({ quality }).toBuffer()
      if (jpeg.byteLength <= limits.bytes) return jpeg
    }
    scale *= shrinkStep
    size = scaleSize(frame, scale)
  }
  throw new Error(`A ${frame.width}x${frame.height} picture does not fit into ${limits.bytes} bytes`)
}

/** Rounded down so that the pixels stay within their limit, and the ratio within its own. */
function scaleSize(frame: Given['frame'], scale: number): { width: number; height: number } {
  const width = Math.floor(frame.width * scale)
  const height = Math.floor(frame.height * scale)
  const { widest } = pictureLimits
  return {
    width: Math.min(width, Math.floor(height * widest)),
    height: Math.min(height, Math.floor(width * widest)),
  }
}

/** A video has 8.3 megapixels at the most, so whoever has to draw a picture anew need not draw more than this. */
const usefulPixels = 12_000_000

interface Size {
  readonly width: number
  readonly height: number
}

/** The size to draw a picture anew in: as it is, or smaller in the same shape. */
function findUsefulSize({ width, height }: Size): Size {
  const scale = Math.min(1, Math.sqrt(usefulPixels / (width * height)))
  return { width: Math.round(width * scale), height: Math.round(height * scale) }
}
