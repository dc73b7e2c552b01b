import type { PictureFormat } from '../../../domain/frame.ts'
import { requireWholeBitmap } from './readBitmap.ts'
import { readPicture } from './readPicture.ts'

/** Reads all pixels and keeps none. Throws where the picture is broken. */
export async function proveReadable(bytes: Uint8Array, format: PictureFormat): Promise<void> {
  if (format === 'bmp') {
    requireWholeBitmap(bytes)
    return
  }
  await readPicture(bytes).resize(8, 8, { fit: 'fill' }).raw().toBuffer()
}
