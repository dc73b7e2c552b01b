import type { BitmapHeader } from './readBitmapHeader.ts'

const codes = { endOfRow: 0, endOfBitmap: 1, move: 2 }

/**
 * The same bitmap with one byte for each pixel and no runs. What no run reaches has the first colour. Throws where the runs
 * end before the bitmap does.
 * @see https://learn.microsoft.com/en-us/windows/win32/gdi/bitmap-compression
 */
export function expandRuns(file: Uint8Array, header: BitmapHeader): { bytes: Uint8Array; header: BitmapHeader } {
  const { width, height, palette } = header
  const rowBytes = Math.ceil(width / 4) * 4
  const pixelOffset = palette.offset + palette.entries * palette.entryBytes
  const bytes = new Uint8Array(pixelOffset + rowBytes * height)
  bytes.set(file.subarray(0, pixelOffset))
  let at = header.pixelOffset
  let x = 0
  let y = 0

  function next(): number {
    const byte = file[at]
    if (byte === undefined) throw new Error('The runs of the bitmap are cut short')
    at += 1
    return byte
  }

  function write(colour: number): void {
    // What is beyond the edge is not drawn.
    if (x < width && y < height) bytes[pixelOffset + y * rowBytes + x] = colour
    x += 1
  }

  const pick = (byte: number, index: number) =>
    header.bitsPerPixel === 8 ? byte : index % 2 === 0 ? byte >> 4 : byte & 0x0f

  function copy(count: number): void {
    const from = at
    const pixelsPerByte = header.bitsPerPixel === 8 ? 1 : 2
    let byte = 0
    for (let index = 0; index < count; index += 1) {
      if (index % pixelsPerByte === 0) byte = next()
      write(pick(byte, index))
    }
    // Always whole words.
    at += (at - from) % 2
  }

  while (y < height) {
    const count = next()
    const value = next()
    if (count > 0) for (let index = 0; index < count; index += 1) write(pick(value, index))
    else if (value === codes.endOfRow) {
      x = 0
      y += 1
    } else if (value === codes.endOfBitmap) break
    else if (value === codes.move) {
      x += next()
      y += next()
    } else copy(value)
  }
  return { bytes, header: { ...header, bitsPerPixel: 8, isRunLength: false, pixelOffset, rowBytes } }
}
