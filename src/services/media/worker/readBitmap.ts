import type { Sharp } from 'sharp'
import { decodeBitmap } from './decodeBitmap.ts'
import { type BitmapHeader, isWholeBitmap, readBitmapHeader } from './readBitmapHeader.ts'
import { sharp } from './sharp.ts'

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
