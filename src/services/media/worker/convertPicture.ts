import type { PictureFormat } from '../../../domain/frame.ts'
import { findUsefulSize } from './findUsefulSize.ts'
import type { InspectedPicture } from './inspectPicture.ts'
import { readBitmap } from './readBitmap.ts'
import { readPicture } from './readPicture.ts'

export interface ConvertedPicture {
  readonly bytes: Uint8Array
  readonly format: PictureFormat
  readonly width: number
  readonly height: number
}

/** The first frame, upright: as PNG where something would be lost otherwise, else as JPEG. Throws where it is broken. */
export async function convertPicture(bytes: Uint8Array, inspected: InspectedPicture): Promise<ConvertedPicture> {
  const { format, hasAlpha } = inspected
  const { width, height } = findUsefulSize(inspected)
  const picture = format === 'bmp' ? readBitmap(bytes) : readPicture(bytes).autoOrient()
  const drawn = picture.resize(width, height, { fit: 'fill' })
  const target = hasAlpha || format === 'png' || format === 'gif' || format === 'bmp' ? 'png' : 'jpeg'
  const encoded = target === 'png' ? drawn.png() : drawn.jpeg({ quality: 95, chromaSubsampling: '4:4:4' })
  const { data, info } = await encoded.toBuffer({ resolveWithObject: true })
  return { bytes: data, format: target, width: info.width, height: info.height }
}
