import { expandRuns } from './expandRuns.ts'
import type { BitmapHeader } from './readBitmapHeader.ts'

/** Three bytes of red, green and blue per pixel, row by row from the top. The bitmap must be whole; throws where runs turn out to be cut short. */
export function decodeBitmap(file: Uint8Array, described: BitmapHeader): Uint8Array {
  const { bytes, header } = described.isRunLength ? expandRuns(file, described) : { bytes: file, header: described }
  const { width, height, isTopDown, pixelOffset, rowBytes } = header
  const pixels = new Uint8Array(width * height * 3)
  const copyPixel = createCopier(bytes, header, pixels)
  for (let y = 0; y < height; y += 1) {
    const row = pixelOffset + (isTopDown ? y : height - 1 - y) * rowBytes
    for (let x = 0; x < width; x += 1) copyPixel(row, x, (y * width + x) * 3)
  }
  return pixels
}

type CopyPixel = (row: number, x: number, target: number) => void

function createCopier(bytes: Uint8Array, header: BitmapHeader, pixels: Uint8Array): CopyPixel {
  const byteAt = (index: number) => bytes[index] ?? 0
  /** Copies blue, green and red, the order in which bitmaps store them. */
  function copyTriple(source: number, target: number): void {
    pixels[target] = byteAt(source + 2)
    pixels[target + 1] = byteAt(source + 1)
    pixels[target + 2] = byteAt(source)
  }

  const { bitsPerPixel, palette } = header
  if (bitsPerPixel === 24) return (row, x, target) => copyTriple(row + x * 3, target)
  if (bitsPerPixel <= 8) {
    const last = palette.entries - 1
    return (row, x, target) => {
      const bit = x * bitsPerPixel
      const shift = 8 - bitsPerPixel - (bit % 8)
      const colour = (byteAt(row + Math.floor(bit / 8)) >> shift) & (2 ** bitsPerPixel - 1)
      copyTriple(palette.offset + Math.min(colour, last) * palette.entryBytes, target)
    }
  }
  const scales = header.masks.map(createScale)
  return (row, x, target) => {
    const source = row + x * (bitsPerPixel / 8)
    const low = byteAt(source) | (byteAt(source + 1) << 8)
    const value = bitsPerPixel === 16 ? low : low | (byteAt(source + 2) << 16) | (byteAt(source + 3) << 24)
    scales.forEach((scale, channel) => {
      pixels[target + channel] = scale(value)
    })
  }
}

/** Turns the bits under a mask into 0 to 255. */
function createScale(mask: number): (value: number) => number {
  if (mask === 0) return () => 0
  const shift = 31 - Math.clz32(mask & -mask)
  const highest = mask >>> shift
  return (value) => Math.round((((value & mask) >>> shift) * 255) / highest)
}
