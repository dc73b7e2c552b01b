import { readPicture } from './readPicture.ts'

const endOfImage = Uint8Array.of(0xff, 0xd9)

/**
 * A JPEG whose end marker was left out, as some phones and messengers do, with that marker. Nothing where more than the
 * marker is missing: then the decoder warns that it ran out of data.
 */
export async function endJpeg(bytes: Uint8Array): Promise<Uint8Array | undefined> {
  const ended = Buffer.concat([bytes, endOfImage])
  try {
    await readPicture(ended, { failOn: 'warning' }).resize(8, 8, { fit: 'fill' }).raw().toBuffer()
    return ended
  } catch {
    return undefined
  }
}
