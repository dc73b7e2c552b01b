/** What is needed to find the pixels in a Windows bitmap. */
export interface BitmapHeader {
  readonly width: number
  readonly height: number
  /** Rows are stored from the bottom up, usually. */
  readonly isTopDown: boolean
  readonly bitsPerPixel: 1 | 4 | 8 | 16 | 24 | 32
  /** The pixels are stored as runs of one colour. */
  readonly isRunLength: boolean
  /** Where the pixels begin, in bytes. */
  readonly pixelOffset: number
  /** Bytes from one row to the next. */
  readonly rowBytes: number
  readonly palette: { readonly offset: number; readonly entryBytes: 3 | 4; readonly entries: number }
  /** Which bits of a 16 or 32 bit pixel are red, green and blue. */
  readonly masks: readonly [red: number, green: number, blue: number]
}

const coreHeaderBytes = 12
const headerBytes = [coreHeaderBytes, 40, 52, 56, 64, 108, 124]
const depths = [1, 4, 8, 16, 24, 32] as const
const compressions = { none: 0, runs8: 1, runs4: 2, masks: 3, masksWithAlpha: 6 }
/** The masks follow the first 40 bytes of the header, as a part of it or right behind it. */
const masksOffset = 54

/**
 * Reads the header of a bitmap; nothing for other bytes, and for an embedded JPEG or PNG, which only printers know. The pixels may be missing still.
 * @see https://learn.microsoft.com/en-us/windows/win32/gdi/bitmap-storage
 */
export function readBitmapHeader(bytes: Uint8Array): BitmapHeader | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.byteLength < masksOffset || view.getUint16(0) !== 0x424d) return undefined
  const size = view.getUint32(14, true)
  if (!headerBytes.includes(size)) return undefined
  const isCore = size === coreHeaderBytes
  const width = isCore ? view.getUint16(18, true) : view.getInt32(18, true)
  const height = isCore ? view.getUint16(20, true) : view.getInt32(22, true)
  const planes = view.getUint16(isCore ? 22 : 26, true)
  const depth = view.getUint16(isCore ? 24 : 28, true)
  const compression = isCore ? compressions.none : view.getUint32(30, true)
  const colours = isCore ? 0 : view.getUint32(46, true)
  const bitsPerPixel = depths.find((each) => each === depth)
  if (planes !== 1 || width <= 0 || height === 0 || bitsPerPixel === undefined) return undefined

  const hasMasks = compression === compressions.masks || compression === compressions.masksWithAlpha
  const isRunLength =
    (compression === compressions.runs8 && bitsPerPixel === 8) ||
    (compression === compressions.runs4 && bitsPerPixel === 4)
  if (compression !== compressions.none && !hasMasks && !isRunLength) return undefined
  // Runs are always stored from the bottom up.
  if (isRunLength && height < 0) return undefined
  if (hasMasks && bytes.byteLength < masksOffset + 12) return undefined
  const mask = (index: number) => view.getUint32(masksOffset + index * 4, true)
  const usual: BitmapHeader['masks'] = bitsPerPixel === 16 ? [0x7c00, 0x03e0, 0x001f] : [0xff0000, 0xff00, 0xff]
  return {
    width,
    height: Math.abs(height),
    isTopDown: height < 0,
    bitsPerPixel,
    isRunLength,
    pixelOffset: view.getUint32(10, true),
    rowBytes: Math.ceil((width * bitsPerPixel) / 32) * 4,
    palette: {
      offset: 14 + size,
      entryBytes: isCore ? 3 : 4,
      entries: bitsPerPixel > 8 ? 0 : Math.min(colours || 2 ** bitsPerPixel, 2 ** bitsPerPixel),
    },
    masks: hasMasks ? [mask(0), mask(1), mask(2)] : usual,
  }
}

/** Whether palette and pixels are all there. Of runs that shows only when they are followed to their end. */
export function isWholeBitmap(bytes: Uint8Array, header: BitmapHeader): boolean {
  const { width, height, bitsPerPixel, isRunLength, pixelOffset, rowBytes, palette } = header
  const lastRow = Math.ceil((width * bitsPerPixel) / 8)
  const pixelsEnd = isRunLength ? pixelOffset : pixelOffset + rowBytes * (height - 1) + lastRow
  const paletteEnd = palette.offset + palette.entries * palette.entryBytes
  return pixelsEnd <= bytes.byteLength && paletteEnd <= bytes.byteLength
}

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

const codes = { endOfRow: 0, endOfBitmap: 1, move: 2 }

/**
 * The same bitmap with one byte for each pixel and no runs. What no run reaches has the first colour. Throws where the runs
 * end before the bitmap does.
 * @see https://learn.microsoft.com/en-us/windows/win32/gdi/bitmap-compression
 */
function expandRuns(file: Uint8Array, header: BitmapHeader): { bytes: Uint8Array; header: BitmapHeader } {
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
