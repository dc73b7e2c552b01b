import sharp, { type Sharp, type SharpOptions } from 'sharp'
import { pictureLimits } from '../../domain/frame.ts'
import { decodeBitmap } from './decodeBitmap.ts'
import { type BitmapHeader, isWholeBitmap, readBitmapHeader } from './readBitmapHeader.ts'
import type { SniffedFormat } from './sniffPicture.ts'

/**
 * The picture as sharp works with it, of an animation the first frame. sharp knows no bitmaps, so those are decoded
 * here. Throws where a bitmap is cut short; everything else fails when the pixels are asked for.
 */
export function readPicture(bytes: Uint8Array, format: SniffedFormat, options: SharpOptions = {}): Sharp {
  if (format !== 'bmp') {
    // `error` finds what is cut short; `warning`, the default, also refuses harmless oddities of cameras.
    return sharp(bytes, { failOn: 'error', limitInputPixels: pictureLimits.pixels, ...options })
  }
  const header = readWholeBitmap(bytes)
  const { width, height } = header
  return sharp(decodeBitmap(bytes, header), { raw: { width, height, channels: 3 } })
}

/** Reads all pixels and keeps none. Throws where the picture is broken. */
export async function proveReadable(bytes: Uint8Array, format: SniffedFormat): Promise<void> {
  if (format === 'bmp') {
    readWholeBitmap(bytes)
    return
  }
  // Without the short cut of loading JPEGs smaller than they are.
  await readPicture(bytes, format).resize(8, 8, { fit: 'fill', fastShrinkOnLoad: false }).raw().toBuffer()
}

function readWholeBitmap(bytes: Uint8Array): BitmapHeader {
  const header = readBitmapHeader(bytes)
  if (header === undefined || !isWholeBitmap(bytes, header)) throw new Error('The bitmap is cut short')
  return header
}
