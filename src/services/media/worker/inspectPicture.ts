import { type PictureFormat, pictureFormats } from '../../../domain/frame.ts'
import { estimatePixel } from './estimateMemory.ts'
import { isAnimatedPng } from './isAnimatedPng.ts'
import { readBitmapHeader } from './readBitmapHeader.ts'
import { readPicture } from './readPicture.ts'
import type { SniffedFormat } from './sniffPicture.ts'

export interface InspectedPicture {
  readonly format: SniffedFormat
  /** As it is seen: after the rotation that the file asks for. */
  readonly width: number
  readonly height: number
  readonly hasAlpha: boolean
  /** The format to keep the very same bytes in; absent where the picture has to be rotated or converted. */
  readonly keepableAs?: PictureFormat
  /** How many bytes each pixel takes in memory while the picture is read; 0 where it is read row by row. */
  readonly pixelBytes: number
}

/** Reads the header, and no pixels. Throws where the header is broken. */
export async function inspectPicture(bytes: Uint8Array, format: SniffedFormat): Promise<InspectedPicture> {
  if (format === 'bmp') {
    const header = readBitmapHeader(bytes)
    if (header === undefined) throw new Error('The bitmap has no header')
    const { width, height, isRunLength } = header
    // Hardly anybody else reads the compressed ones.
    if (isRunLength) return { format, width, height, hasAlpha: false, pixelBytes: 3 }
    return { format, width, height, hasAlpha: false, keepableAs: 'bmp', pixelBytes: 0 }
  }
  // Without the limit on pixels, which would make a giant indistinguishable from a broken file.
  const metadata = await readPicture(bytes, { limitInputPixels: false }).metadata()
  const isAnimated = (metadata.pages ?? 1) > 1 || (format === 'png' && isAnimatedPng(bytes))
  const isUpright = (metadata.orientation ?? 1) === 1
  // Few programs show the colours of print as they are meant.
  const isForPrint = metadata.space === 'cmyk'
  const keepableAs = pictureFormats.find((each) => each === format)
  return {
    format,
    width: metadata.autoOrient.width,
    height: metadata.autoOrient.height,
    hasAlpha: metadata.hasAlpha,
    pixelBytes: estimatePixel(format, metadata),
    ...(keepableAs !== undefined && isUpright && !isAnimated && !isForPrint && { keepableAs }),
  }
}
