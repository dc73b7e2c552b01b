import sharp from 'sharp'

export interface MediaSize {
  readonly width: number
  readonly height: number
}

/** Width and height of a picture or an MP4, or nothing where the bytes are neither. */
export async function measureMedia(bytes: Buffer, contentType: string | undefined): Promise<MediaSize | undefined> {
  if (contentType?.startsWith('image/') === true) return measurePicture(bytes)
  return contentType === 'video/mp4' ? measureVideo(bytes) : undefined
}

async function measurePicture(bytes: Buffer): Promise<MediaSize | undefined> {
  try {
    const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata()
    return { width, height }
  } catch {
    return undefined
  }
}

/** Reads the track header, whose last eight bytes are width and height as 16.16 numbers (ISO/IEC 14496-12, 8.3.2). */
function measureVideo(bytes: Buffer): MediaSize | undefined {
  for (let at = bytes.indexOf('tkhd'); at >= 4; at = bytes.indexOf('tkhd', at + 4)) {
    const end = at - 4 + bytes.readUInt32BE(at - 4)
    if (end > bytes.length || end - 8 <= at) continue
    const width = bytes.readUInt32BE(end - 8) >>> 16
    const height = bytes.readUInt32BE(end - 4) >>> 16
    if (width > 0 && height > 0) return { width, height }
  }
  return undefined
}
