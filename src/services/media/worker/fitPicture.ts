import { pictureLimits } from '../../../domain/frame.ts'
import type { Jobs } from '../jobs.ts'
import { findUsefulSize } from './findUsefulSize.ts'
import { readBitmap } from './readBitmap.ts'
import { readPicture } from './readPicture.ts'

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
