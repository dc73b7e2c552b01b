import sharp, { type Sharp, type SharpOptions } from 'sharp'
import { pictureLimits } from '../../../domain/request.ts'
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
export function readBitmap(bytes: Uint8Array): Sharp {
  const header = requireWholeBitmap(bytes)
  const { width, height } = header
  return sharp(decodeBitmap(bytes, header), { raw: { width, height, channels: 3 } })
}
