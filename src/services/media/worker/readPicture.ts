import type { Sharp, SharpOptions } from 'sharp'
import { pictureLimits } from '../../../domain/frame.ts'
import { sharp } from './sharp.ts'

/**
 * The picture as sharp works with it, of an animation the first frame. What is broken fails when the pixels are asked
 * for. Not for bitmaps, which sharp does not know.
 */
export function readPicture(bytes: Uint8Array, options: SharpOptions = {}): Sharp {
  // `error` finds what is cut short; `warning`, the default, also refuses harmless oddities of cameras.
  return sharp(bytes, { failOn: 'error', limitInputPixels: pictureLimits.pixels, ...options })
}
