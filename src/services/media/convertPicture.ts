import type { PictureFormat } from '../../domain/frame.ts'
import { readPicture } from './readPicture.ts'
import type { SniffedFormat } from './sniffPicture.ts'

export interface ConvertedPicture {
  readonly bytes: Uint8Array
  readonly format: PictureFormat
  readonly width: number
  readonly height: number
}

/** The first frame, upright: as PNG where something would be lost otherwise, else as JPEG. Throws where it is broken. */
export async function convertPicture(
  bytes: Uint8Array,
  { format, hasAlpha }: { readonly format: SniffedFormat; readonly hasAlpha: boolean },
): Promise<ConvertedPicture> {
  const upright = readPicture(bytes).autoOrient()
  const target = hasAlpha || format === 'png' || format === 'gif' ? 'png' : 'jpeg'
  const encoded = target === 'png' ? upright.png() : upright.jpeg({ quality: 95, chromaSubsampling: '4:4:4' })
  const { data, info } = await encoded.toBuffer({ resolveWithObject: true })
  return { bytes: data, format: target, width: info.width, height: info.height }
}
