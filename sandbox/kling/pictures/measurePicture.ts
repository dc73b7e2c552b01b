import sharp from 'sharp'

export interface Measured {
  readonly format: 'jpeg' | 'png' | 'webp' | 'gif' | 'bmp'
  readonly width: number
  readonly height: number
}

function measureBmp(bytes: Uint8Array): Measured | undefined {
  if (bytes.length < 26 || bytes[0] !== 0x42 || bytes[1] !== 0x4d) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  // A negative height says that the rows run from the top down.
  return { format: 'bmp', width: view.getInt32(18, true), height: Math.abs(view.getInt32(22, true)) }
}

/** What the bytes really are, from their content alone; undefined where they are no picture of these formats. */
export async function measurePicture(bytes: Uint8Array): Promise<Measured | undefined> {
  const bmp = measureBmp(bytes)
  if (bmp !== undefined) return bmp
  try {
    const { format, width, height } = await sharp(bytes, { limitInputPixels: false }).metadata()
    if (format !== 'jpeg' && format !== 'png' && format !== 'webp' && format !== 'gif') return undefined
    return { format, width, height }
  } catch {
    return undefined
  }
}
