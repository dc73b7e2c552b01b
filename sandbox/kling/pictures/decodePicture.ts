import sharp, { type Sharp } from 'sharp'

/** Plain BMP of 24 or 32 bits, which sharp does not read. @see https://learn.microsoft.com/windows/win32/gdi/bitmap-storage */
function decodeBmp(bytes: Uint8Array): Sharp | undefined {
  if (bytes.length < 54 || bytes[0] !== 0x42 || bytes[1] !== 0x4d) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const start = view.getUint32(10, true)
  const width = view.getInt32(18, true)
  const signedHeight = view.getInt32(22, true)
  const height = Math.abs(signedHeight)
  const bytesPerPixel = view.getUint16(28, true) / 8
  const stride = Math.ceil((width * bytesPerPixel) / 4) * 4
  if ((bytesPerPixel !== 3 && bytesPerPixel !== 4) || bytes.length < start + stride * height) return undefined
  const pixels = Buffer.alloc(width * height * 3)
  for (let y = 0; y < height; y += 1) {
    const row = start + stride * (signedHeight < 0 ? y : height - 1 - y)
    for (let x = 0; x < width; x += 1) {
      const from = row + x * bytesPerPixel
      pixels.set([bytes[from + 2] ?? 0, bytes[from + 1] ?? 0, bytes[from] ?? 0], (y * width + x) * 3)
    }
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
}

/** The picture as RGBA pixels that cover the given size, cut at the edges where its ratio differs. */
export async function decodePicture(bytes: Uint8Array, size: { width: number; height: number }): Promise<Uint8Array> {
  const picture = decodeBmp(bytes) ?? sharp(bytes).rotate()
  return await picture
    .resize(size.width, size.height, { fit: 'cover' })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer()
}
