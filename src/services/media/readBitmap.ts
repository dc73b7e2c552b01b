import sharp, { type Sharp } from 'sharp'
import { decodeBitmap } from './decodeBitmap.ts'
import { type BitmapHeader, isWholeBitmap, readBitmapHeader } from './readBitmapHeader.ts'

/** Throws where the bitmap is cut short. */
export function requireWholeBitmap(bytes: Uint8Array): BitmapHeader {
  const header = readBitmapHeader(bytes)
  if (header === undefined || !isWholeBitmap(bytes, header)) throw new Error('The bitmap is cut short')
  return header
}

/** A bitmap as sharp works with it. Throws where it is cut short. */
export async function readBitmap(bytes: Uint8Array): Promise<Sharp> {
  const header = requireWholeBitmap(bytes)
  const { width, height } = header
  return sharp(await decodeBitmap(bytes, header), { raw: { width, height, channels: 3 } })
}
