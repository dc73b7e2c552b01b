import { type PictureFormat, pictureFormats } from '../../domain/frame.ts'
import { isAnimatedPng } from './isAnimatedPng.ts'
import { readBitmapHeader } from './readBitmapHeader.ts'
import { readPicture } from './readPicture.ts'
import type { SniffedFormat } from './sniffPicture.ts'

export interface InspectedPicture {
  /** As it is seen: after the rotation that the file asks for. */
  readonly width: number
  readonly height: number
  readonly hasAlpha: boolean
  /** The format to keep the very same bytes in; absent where the picture has to be rotated or converted. */
  readonly keepableAs?: PictureFormat
}

/** Reads the header, and no pixels. Throws where the header is broken. */
export async function inspectPicture(bytes: Uint8Array, format: SniffedFormat): Promise<InspectedPicture> {
  if (format === 'bmp') {
    const header = readBitmapHeader(bytes)
    if (header === undefined) throw new Error('The bitmap has no header')
    return { width: header.width, height: header.height, hasAlpha: false, keepableAs: 'bmp' }
  }
  // Without the limit on pixels, which would make a giant indistinguishable from a broken file.
  const metadata = await readPicture(bytes, { limitInputPixels: false }).metadata()
  const isAnimated = (metadata.pages ?? 1) > 1 || (format === 'png' && isAnimatedPng(bytes))
  const isUpright = (metadata.orientation ?? 1) === 1
  // Few programs show the colours of print as they are meant.
  const isForPrint = metadata.space === 'cmyk'
  const keepableAs = pictureFormats.find((each) => each === format)
  return {
    width: metadata.autoOrient.width,
    height: metadata.autoOrient.height,
    hasAlpha: metadata.hasAlpha,
    ...(keepableAs !== undefined && isUpright && !isAnimated && !isForPrint && { keepableAs }),
  }
}
