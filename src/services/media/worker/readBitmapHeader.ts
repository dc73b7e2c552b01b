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
